import Core
import GRDB
import HTTPTypes
import Testing
import WebDAV

@testable import DaylineServer

/// The service on a store of its own, asked as a client asks it.
final class ReportFixture: Sendable {
    static let calendarPath = "/dav/calendars/mina/work/"

    let base: StoreFixture
    private let service: CalDAVService<SQLiteStore>

    init() async throws {
        base = try await StoreFixture()
        let reports = CalendarReports(store: base.store, zones: Made.zones)
        service = CalDAVService(store: base.store, zones: Made.zones, reports: reports)
    }

    /// Puts a calendar of these components, as in `Made.text`.
    @discardableResult
    func put(_ name: String, _ components: String...) async throws -> ResourceInfo {
        try await base.put(StoreFixture.prepared(Made.text(components)), named: name)
    }

    func delete(_ name: String) async throws {
        try await base.store.write(base.mina) { store in
            guard let work = try store.collection(named: "work") else { throw StoreError.closed }
            #expect(try store.delete(named: name, in: work.id))
        }
    }

    /// In one transaction, as MOVE does.
    func move(_ name: String, to target: String) async throws {
        try await base.store.write(base.mina) { store in
            let work = try #require(try store.collection(named: "work"))
            let object = try #require(try store.resource(named: name, in: work.id))
            #expect(try store.delete(named: name, in: work.id))
            _ = try store.put(StoreFixture.prepared(object.text), named: target, in: work.id)
        }
    }

    /// Forgets all events but the newest ones, and the deletions that they do not reach; no
    /// consumer has anything to settle.
    func forget(keep: Int) async throws {
        try await base.store.database.write { try $0.execute(sql: "DELETE FROM outbox") }
        let history = SQLiteHistory(database: base.store.database)
        _ = try await history.forgetEvents(
            before: WallTime(milliseconds: 0), keep: keep, limit: 1000)
        _ = try await history.forgetTombstones(limit: 1000)
    }

    func uid(of name: String) async throws -> String {
        try await base.store.read(base.mina) { store in
            let work = try #require(try store.collection(named: "work"))
            return try #require(try store.resourceInfo(named: name, in: work.id)).uid
        }
    }

    /// Sends a REPORT. The elements of the body are CalDAV's unless they have the prefix `D`.
    func report(
        _ body: String, at path: String = calendarPath, depth: String? = "1",
        prefer: String? = nil
    ) async throws -> ReportAnswer {
        let root = body.prefix { $0 != " " && $0 != ">" && $0 != "/" }
        let declared =
            root + " xmlns:D='DAV:' xmlns='urn:ietf:params:xml:ns:caldav'"
            + body.dropFirst(root.count)
        var headers = HTTPFields()
        headers[.depth] = depth
        headers[.prefer] = prefer
        let request = DAVRequest(
            method: try #require(HTTPRequest.Method("REPORT")), path: path, headers: headers,
            body: Array(declared.utf8), identity: identity,
            now: WallTime(milliseconds: 1_772_323_200_000), id: "r", origin: "https://cal.example")
        return try await ReportAnswer(service.respond(to: request))
    }

    /// The names of the objects that a query gives, sorted.
    func names(ofQuery filter: String, zone: String = "") async throws -> [String] {
        let answer = try await report(
            "<calendar-query><D:prop><D:getetag/></D:prop><filter>\(filter)</filter>\(zone)"
                + "</calendar-query>")
        #expect(answer.status == 207)
        return answer.responses.map(\.name).sorted()
    }

    private var identity: Identity {
        Identity(
            account: Account(id: base.mina, name: "mina", displayName: "Mina", email: nil),
            credential: .password, scope: .full, expires: nil)
    }
}

/// What a REPORT was answered.
struct ReportAnswer {
    /// One `DAV:response`.
    struct Response {
        let href: String
        /// Of the whole; nil when it has properties.
        let status: Int?
        /// Those with status 200.
        let properties: [XMLName: WebDAV.XMLElement]
        let error: XMLName?

        var name: String { String(href.split(separator: "/").last ?? "") }
        var etag: String? { properties[DAV.getetag]?.text }
        var data: String? { properties[CalDAV.calendarData]?.text }
    }

    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]
    /// How many pieces the body came in.
    let pieces: Int
    let document: WebDAV.XMLElement?

    init(_ response: DAVResponse) async throws {
        status = response.status.code
        headers = response.headers
        let collected = Collected()
        switch response.body {
        case .bytes(let bytes): await collected.add(bytes)
        case .pieces(let body): try await body { await collected.add($0) }
        }
        (bytes, pieces) = await (collected.bytes, collected.pieces)
        let isXML = headers[.contentType] == ContentType.xml
        document = isXML ? try parseXML(bytes) : nil
    }

    /// The precondition of a refusal.
    var condition: XMLName? {
        document?.name == DAV.error ? document?.elements.first?.name : nil
    }

    var syncToken: String? { document?.first(DAV.syncToken)?.text }

    var responses: [Response] {
        (document?.all(DAV.response) ?? []).map { element in
            var properties: [XMLName: WebDAV.XMLElement] = [:]
            for propstat in element.all(DAV.propstat)
            where Self.code(propstat.first(DAV.status)) == 200 {
                for property in propstat.first(DAV.prop)?.elements ?? [] {
                    properties[property.name] = property
                }
            }
            return Response(
                href: element.first(DAV.href)?.text ?? "",
                status: Self.code(element.first(DAV.status)), properties: properties,
                error: element.first(DAV.error)?.elements.first?.name)
        }
    }

    private static func code(_ status: WebDAV.XMLElement?) -> Int? {
        status.flatMap { Int($0.text.split(separator: " ").dropFirst().first ?? "") }
    }

    private actor Collected {
        var bytes: [UInt8] = []
        var pieces = 0
        func add(_ piece: [UInt8]) {
            bytes += piece
            pieces += 1
        }
    }
}
