import HTTPTypes
import WebDAV

/// COPY or MOVE of a whole calendar.
struct CalendarTransfer: Sendable {
    struct Copy: Sendable {
        let name: String
        let object: PreparedObject
        let properties: [StoredProperty]
    }

    let from: String
    let to: String
    let isOverwriting: Bool
    let conditions: Conditions

    /// It keeps its objects, and they their ETags.
    func move(_ store: some StoreWriting) throws -> DAVResponse {
        let (calendar, isReplacing) = try start(store)
        guard try store.renameCollection(calendar.id, to: to) else {
            throw DAVFailure.preconditionFailed
        }
        return DAVResponse(status: isReplacing ? .noContent : .created)
    }

    /// The copy has the same properties and, as the original had been allowed it, any overlaps
    /// too.
    func copy(
        _ copies: [Copy], quota: Int?, _ store: some StoreWriting
    ) throws -> DAVResponse {
        let (calendar, isReplacing) = try start(store)
        try store.check(
            quota: quota, adding: copies.reduce(0) { $0 + $1.object.text.count })
        guard try store.collections().count < CalDAVLimits.calendars else {
            throw DAVFailure(.insufficientStorage, Dayline.limit)
        }
        let made = try store.createCollection(
            NewCollection(
                name: to, components: calendar.components, policy: calendar.policy,
                zone: calendar.zone,
                properties: try store.properties(of: .collection(calendar.id))))
        guard let made else { throw DAVFailure.preconditionFailed }
        for copy in copies {
            let info = try store.put(copy.object, named: copy.name, in: made.id)
            guard !copy.properties.isEmpty else { continue }
            try store.setProperties(
                copy.properties, remove: [], of: .resource(made.id, info.id))
        }
        return DAVResponse(status: isReplacing ? .noContent : .created)
    }

    /// Checks, and makes room at the destination.
    private func start(
        _ store: some StoreWriting
    ) throws -> (CalendarCollection, isReplacing: Bool) {
        let calendar = try store.calendar(named: from)
        try conditions.check(.calendar(calendar), store)
        guard let replaced = try store.collection(named: to) else { return (calendar, false) }
        guard isOverwriting else { throw DAVFailure.preconditionFailed }
        try store.deleteCollection(replaced.id)
        return (calendar, true)
    }
}
