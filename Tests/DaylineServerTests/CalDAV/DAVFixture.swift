import Core
import HTTPTypes
import Synchronization
import WebDAV

@testable import DaylineServer

/// The service over a real store with two accounts, `mina` and `joon`, each with the calendar
/// `work`; requests go in as values.
struct DAVFixture: Sendable {
    let stores: StoreFixture
    let service: CalDAVService<SQLiteStore>

    static let origin = "https://cal.example"

    /// Sends a request and collects all of the answer.
    @discardableResult
    func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:],
        body: String = "", bytes: [UInt8]? = nil, as name: String = "mina",
        scope: TokenScope = .full
    ) async -> DAVAnswer {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let id = name == "mina" ? stores.mina : stores.joon
        let account = Account(
            id: id, name: name, displayName: "\(name) the user", email: "\(name)@mail.example")
        let request = DAVRequest(
            method: HTTPRequest.Method(rawValue: method) ?? .get, path: path, headers: fields,
            body: bytes ?? Array(body.utf8),
            identity: Identity(
                account: account, credential: .password, scope: scope, expires: nil),
            now: WallTime(milliseconds: 1_700_000_000_000), id: "1", origin: Self.origin)
        return await DAVAnswer(service.respond(to: request))
    }

    /// Puts an event into `work`.
    @discardableResult
    func put(
        _ name: String, _ event: String, _ headers: [String: String] = [:],
        as account: String = "mina"
    ) async -> DAVAnswer {
        await send(
            "PUT", "/dav/calendars/\(account)/work/\(name)", headers, body: event, as: account)
    }

    func propfind(
        _ path: String, depth: String = "0", _ headers: [String: String] = [:],
        body: String = "", as account: String = "mina"
    ) async -> DAVAnswer {
        await send(
            "PROPFIND", path, ["Depth": depth].merging(headers) { $1 }, body: body, as: account)
    }

    /// The object `name` of `work`, as text.
    func text(_ name: String) async -> String? {
        let answer = await send("GET", "/dav/calendars/mina/work/\(name)")
        return answer.status == 200 ? answer.text : nil
    }

    /// An hour of an event on the first of December 2026, from lines.
    static func event(_ uid: String, at hour: Int = 9, _ lines: String...) -> String {
        let start = "DTSTART:20261201T\(hour < 10 ? "0" : "")\(hour)0000Z"
        return calendar(
            (["BEGIN:VEVENT", "UID:\(uid)", "DTSTAMP:20260101T000000Z", start, "DURATION:PT1H"]
                + lines + ["END:VEVENT"]))
    }

    static func calendar(_ lines: [String]) -> String {
        (["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"] + lines + [
            "END:VCALENDAR", "",
        ]).joined(separator: "\r\n")
    }

    /// A PROPFIND body for properties of `DAV:` and others, by prefix.
    static func prop(_ names: String...) -> String {
        """
        <D:propfind \(prefixes)><D:prop>\(names.map { "<\($0)/>" }.joined())</D:prop></D:propfind>
        """
    }

    static let prefixes = """
        xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" \
        xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/" \
        xmlns:L="https://dayline.dev/ns/" xmlns:P="https://bitfire.at/webdav-push" \
        xmlns:X="urn:x"
        """
}

extension DAVFixture {
    init(policy: OverlapPolicy = .allow, quota: Int? = nil) async throws {
        stores = try await StoreFixture(policy: policy)
        service = CalDAVService(
            store: stores.store, zones: StoreFixture.zones, reports: NoReports(),
            options: CalDAVOptions(quota: quota))
    }
}

/// Calendar data has tests of its own.
struct NoReports: CalendarReporter {
    func report(_ body: XMLElement, _ exchange: DAVExchange) async throws -> DAVResponse? { nil }
}

/// An answer with its whole body.
struct DAVAnswer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]
    /// In how many pieces it came.
    let pieces: Int

    init(_ response: DAVResponse) async {
        status = response.status.code
        headers = response.headers
        switch response.body {
        case .bytes(let bytes):
            self.bytes = bytes
            pieces = bytes.isEmpty ? 0 : 1
        case .pieces(let produce):
            let collected = Mutex<[[UInt8]]>([])
            do {
                try await produce { piece in collected.withLock { $0.append(piece) } }
            } catch {
                collected.withLock { $0.append(Array("failed: \(error)".utf8)) }
            }
            let all = collected.withLock { $0 }
            bytes = all.flatMap { $0 }
            pieces = all.count
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var xml: XMLElement? { try? parseXML(bytes) }
    var etag: String? { headers[.eTag] }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The names inside of `DAV:error`.
    var conditions: [XMLName] { xml?.name == DAV.error ? xml?.elements.map(\.name) ?? [] : [] }

    /// The hrefs of a multistatus, in order.
    var hrefs: [String] {
        xml?.all(DAV.response).compactMap { $0.first(DAV.href)?.text } ?? []
    }

    /// What a multistatus says of a resource: properties by status.
    func properties(_ href: String, _ status: Int = 200) -> [XMLElement] {
        let response = xml?.all(DAV.response).first { $0.first(DAV.href)?.text == href }
        let propstats = response?.all(DAV.propstat).filter {
            $0.first(DAV.status)?.text.contains(" \(status) ") == true
        }
        return propstats?.compactMap { $0.first(DAV.prop) }.flatMap(\.elements) ?? []
    }

    func property(_ href: String, _ name: XMLName) -> XMLElement? {
        properties(href).first { $0.name == name }
    }
}
