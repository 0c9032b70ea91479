import HTTPTypes
import WebDAV

extension CalDAVService {
    /// DELETE (RFC 4918 §9.6) of an object, or of a calendar with all that is in it.
    func delete(_ exchange: DAVExchange) async throws -> DAVResponse {
        let conditions = try Conditions(exchange)
        let depth = try Depth(exchange.headers, default: .infinity)
        return try await change(exchange) { store in
            let subject = try store.subject(at: exchange.place)
            try conditions.check(subject, store)
            switch subject {
            case .object(let info, let calendar, _):
                guard try store.delete(named: info.name, in: calendar.id) else {
                    throw DAVFailure.notFound
                }
            case .calendar(let calendar):
                guard depth == .infinity else { throw DAVFailure.badRequest }
                try store.deleteCollection(calendar.id)
            case .root, .principals, .principal, .homes, .home:
                throw DAVFailure.methodNotAllowed(at: exchange.place)
            }
            return DAVResponse(status: .noContent)
        }
    }
}
