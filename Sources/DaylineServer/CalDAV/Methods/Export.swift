import Core
import HTTPTypes
import WebDAV

extension CalDAVService {
    /// A calendar as one iCalendar file, written piece by piece.
    func export(
        _ name: String, _ exchange: DAVExchange, isHead: Bool
    ) async throws -> DAVResponse {
        let (calendar, etag, title) = try await store.read(exchange.account) { store in
            let calendar = try store.calendar(named: name)
            let title = try store.properties(of: .collection(calendar.id))
                .first(named: DAV.displayname)
                .flatMap { try? parseXML($0.xml).text }
            return (calendar, calendar.etag(epoch: store.epoch), title ?? calendar.name)
        }
        var response = DAVResponse(status: .ok)
        // Weak: it says the same, but not byte for byte.
        response.headers[.eTag] = "W/\"\(etag)\""
        if try Conditions(exchange).isUnchanged(etag: etag, changed: nil) {
            response.status = .notModified
            return response
        }
        response.headers[.contentType] = ContentType.calendar
        guard !isHead else { return response }
        let store = store
        response.body = .pieces { write in
            var file = CalendarFile(title: title, zone: calendar.zone)
            var after: ResourceID?
            while true {
                let last = after
                let page = try await store.read(exchange.account) { store in
                    try store.resources(
                        in: calendar.id, component: nil, after: last,
                        limit: CalDAVLimits.page)
                }
                for resource in page {
                    file.add(resource.text)
                    if file.isFull { try await write(file.takeBytes()) }
                }
                guard let next = page.last?.info.id else { break }
                after = next
            }
            file.finish()
            try await write(file.takeBytes())
        }
        return response
    }
}

/// Many calendar objects as one iCalendar file.
struct CalendarFile {
    private var bytes: [UInt8]
    private var zones: Set<String> = []

    init(title: String, zone: String?) {
        var properties = [
            Property(.version, "2.0"), Property(.prodid, "-//Dayline//EN"),
            .text(PropertyName("X-WR-CALNAME"), title),
        ]
        if let zone { properties.append(Property(PropertyName("X-WR-TIMEZONE"), zone)) }
        let empty = Component("VCALENDAR", properties: properties).bytes
        bytes = empty.dropLast(Self.end.count)
    }

    private static let end = Array("END:VCALENDAR\r\n".utf8)

    var isFull: Bool { bytes.count >= MultistatusWriter.pieceLength }

    mutating func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Adds what is in an object; of several definitions of a time zone the first is kept.
    mutating func add(_ text: [UInt8]) {
        for calendar in parseICalendar(text).components {
            for component in calendar.components {
                if component.name == "VTIMEZONE" {
                    let id = component.firstText(.tzid) ?? ""
                    guard zones.insert(id).inserted else { continue }
                }
                append(component.bytes)
            }
        }
    }

    /// Lines end as RFC 5545 §3.1 wants, however they were put.
    private mutating func append(_ component: [UInt8]) {
        for byte in component {
            if byte == UInt8(ascii: "\n"), bytes.last != UInt8(ascii: "\r") {
                bytes.append(UInt8(ascii: "\r"))
            }
            bytes.append(byte)
        }
    }

    mutating func finish() { bytes += Self.end }
}
