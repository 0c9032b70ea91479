import Core
import HTTPTypes
import WebDAV

/// COPY or MOVE of one object; what it comes to obeys the rules of a PUT.
struct ObjectTransfer: Sendable {
    typealias Address = (calendar: String, name: String)

    let from: Address
    let to: Address
    let isMove: Bool
    let isOverwriting: Bool
    let conditions: Conditions
    let rules: ObjectRules
    let zones: ZoneDatabase
    let quota: Int?

    /// - Throws: `.notFound`.
    func source(_ store: some StoreReading) throws -> Resource {
        let calendar = try store.calendar(named: from.calendar)
        guard let resource = try store.resource(named: from.name, in: calendar.id) else {
            throw DAVFailure.notFound
        }
        return resource
    }

    /// - Parameter prepared: the source, read before the transaction.
    func run(_ prepared: PreparedObject, _ store: some StoreWriting) throws -> DAVResponse {
        let source = try source(store)
        try conditions.check(source.info, store)
        guard let target = try store.collection(named: to.calendar) else {
            throw DAVFailure(.conflict)
        }
        let origin = try store.calendar(named: from.calendar)
        let replaced = try store.resourceInfo(named: to.name, in: target.id)
        if replaced != nil, !isOverwriting { throw DAVFailure.preconditionFailed }
        let object =
            source.info.etag == prepared.etag
            ? prepared : try IncomingObject.prepare(source.text, zones: zones)
        let properties = try store.properties(of: .resource(origin.id, source.info.id))
        if replaced != nil { _ = try store.delete(named: to.name, in: target.id) }
        if isMove { _ = try store.delete(named: from.name, in: origin.id) }
        // A new name in the same calendar takes no time that was not taken before.
        let isRenaming = isMove && origin.id == target.id
        let outcome =
            isRenaming
            ? ObjectRules.Outcome()
            : try rules.check(object, named: to.name, existing: nil, in: target, store)
        if !isMove { try store.check(quota: quota, adding: object.text.count) }
        let info = try store.put(object, named: to.name, in: target.id)
        if !properties.isEmpty {
            try store.setProperties(properties, remove: [], of: .resource(target.id, info.id))
        }
        var response = DAVResponse(status: replaced == nil ? .created : .noContent)
        response.headers[.eTag] = "\"\(info.etag)\""
        outcome.note(in: &response.headers)
        return response
    }
}
