import Core
import HTTPTypes
import WebDAV

extension CalDAVService {
    /// GET and HEAD: an object as it was put, a calendar as one file, and a word to those who
    /// look at other collections with a browser.
    func get(_ exchange: DAVExchange, isHead: Bool) async throws -> DAVResponse {
        switch exchange.place {
        case .wellKnown: return Self.toRoot
        case .root, .principals, .principal, .homes, .home:
            return Self.page(isHead: isHead)
        case .calendar(let name, _):
            return try await export(name, exchange, isHead: isHead)
        case .object(let name, let calendar, _):
            return try await object(name, in: calendar, exchange, isHead: isHead)
        }
    }

    private func object(
        _ name: String, in calendarName: String, _ exchange: DAVExchange, isHead: Bool
    ) async throws -> DAVResponse {
        let resource = try await store.read(exchange.account) { store in
            let calendar = try store.calendar(named: calendarName)
            guard let resource = try store.resource(named: name, in: calendar.id) else {
                throw DAVFailure.notFound
            }
            return resource
        }
        let info = resource.info
        var response = DAVResponse(status: .ok)
        response.headers[.eTag] = "\"\(info.etag)\""
        response.headers[.lastModified] = DAVDate.text(info.changed)
        let conditions = try Conditions(exchange)
        try conditions.checkReading(etag: info.etag, changed: info.changed.instant)
        if conditions.isUnchanged(etag: info.etag, changed: info.changed.instant) {
            response.status = .notModified
            return response
        }
        response.headers[.contentType] = "\(ContentType.calendar); component=\(info.component)"
        if isHead {
            response.headers[.contentLength] = String(info.bytes)
        } else {
            response.body = .bytes(resource.text)
        }
        return response
    }

    private static func page(isHead: Bool) -> DAVResponse {
        let text = """
            <!DOCTYPE html>
            <html lang="en"><title>Dayline</title>
            <p>This is a CalDAV server. Give its address to a calendar program.</p></html>

            """
        var response = DAVResponse(status: .ok)
        response.headers[.contentType] = "text/html; charset=utf-8"
        if isHead {
            response.headers[.contentLength] = String(text.utf8.count)
        } else {
            response.body = .bytes(Array(text.utf8))
        }
        return response
    }
}
