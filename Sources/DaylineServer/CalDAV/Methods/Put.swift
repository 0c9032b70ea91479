import Core
import HTTPTypes
import WebDAV

extension CalDAVService {
    /// PUT of a calendar object (RFC 4791 §5.3.2): all checks that need the store and the storing
    /// are one transaction.
    func put(_ exchange: DAVExchange) async throws -> DAVResponse {
        guard case .object(let name, let calendarName, _) = exchange.place else {
            throw DAVFailure.methodNotAllowed(at: exchange.place)
        }
        // Parts of an object are not taken (RFC 9110 §14.5).
        guard exchange.headers[.contentRange] == nil else { throw DAVFailure.badRequest }
        guard name.utf8.count <= CalDAVLimits.nameBytes else {
            throw DAVFailure(.forbidden, Dayline.limit)
        }
        let object = try IncomingObject.read(
            exchange.request.body, contentType: exchange.headers[.contentType], zones: zones)
        let conditions = try Conditions(exchange)
        let rules = ObjectRules(exchange)
        let quota = options.quota
        return try await change(exchange) { store in
            guard let calendar = try store.collection(named: calendarName) else {
                throw DAVFailure(.conflict)
            }
            let existing = try store.resourceInfo(named: name, in: calendar.id)
            try conditions.check(existing, store)
            if let existing, existing.etag == object.etag, existing.uid == object.uid {
                return Self.stored(existing, isNew: false)  // nothing new is said
            }
            let outcome = try rules.check(
                object, named: name, existing: existing, in: calendar, store)
            try store.check(quota: quota, adding: object.text.count - (existing?.bytes ?? 0))
            let info = try store.put(object, named: name, in: calendar.id)
            var response = Self.stored(info, isNew: existing == nil)
            outcome.note(in: &response.headers)
            return response
        }
    }

    private static func stored(_ info: ResourceInfo, isNew: Bool) -> DAVResponse {
        var response = DAVResponse(status: isNew ? .created : .noContent)
        response.headers[.eTag] = "\"\(info.etag)\""
        return response
    }
}

extension StoreReading {
    /// - Throws: 507 when an account would have more than it may (RFC 4331 §6).
    func check(quota: Int?, adding bytes: Int) throws {
        guard let quota, bytes > 0, try usedBytes() + bytes > quota else { return }
        throw DAVFailure(.insufficientStorage, DAV.quotaNotExceeded)
    }
}
