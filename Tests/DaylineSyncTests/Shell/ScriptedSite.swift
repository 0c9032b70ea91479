import Core
import Foundation
import Synchronization

@testable import DaylineSync

/// A transport whose answers a test writes; bodies of 207 come in two pieces where they are asked
/// for so.
struct ScriptedTransport: Transport {
    let answer: @Sendable (DAVRequest) async -> Result<DAVReply, TransportFailure>
    var renew: @Sendable () -> Void = {}
    /// What DNS says.
    var services: [String: ServiceAnswer] = [:]

    func service(_ name: String) async -> ServiceAnswer { services[name] ?? ServiceAnswer() }

    func answer(
        _ request: DAVRequest, _ way: Way,
        reading read: ((BodyChunk) async throws(TransportFailure) -> Void)?
    ) async -> Result<DAVReply, TransportFailure> {
        let result = await answer(request)
        guard let read, case .success(var reply) = result, reply.status == 207 else {
            return result
        }
        let middle = reply.body.count / 2
        do throws(TransportFailure) {
            for piece in [reply.body[..<middle], reply.body[middle...]] {
                try await read(
                    BodyChunk(bytes: Array(piece), received: 0, expected: reply.body.count))
            }
        } catch {
            return .failure(error)
        }
        reply.body = []
        return .success(reply)
    }

    func renewCredentials() async { renew() }
}

/// A server with one calendar, “Work”, and one event in it.
struct ScriptedSite: Sendable {
    static let address = "https://cal.example.org/dav/home/"
    static let calendar = "/dav/home/work/"
    static let event = "/dav/home/work/a.ics"

    private static let text = """
        BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:a\r\n\
        DTSTAMP:20261201T000000Z\r\nDTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z\r\n\
        SUMMARY:Planning\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n
        """

    /// What a server answers that has all that RFC 4791 and 6578 ask for.
    @Sendable static func answer(_ request: DAVRequest) -> Result<DAVReply, TransportFailure> {
        let body = String(decoding: request.body, as: UTF8.self)
        switch request.method {
        case "PROPFIND":
            let isListing = body.contains("getetag")
            return .success(reply(isListing ? item(data: "") : places, request))
        case "REPORT":
            let isUnchanged = body.contains(">t1<")
            let data = "<C:calendar-data>\(text)</C:calendar-data>"
            let item = item(data: body.contains("calendar-data") ? data : "")
            let token = body.contains("sync-collection") ? "<D:sync-token>t1</D:sync-token>" : ""
            return .success(reply((isUnchanged ? "" : item) + token, request))
        case "OPTIONS":
            return .success(
                DAVReply(status: 200, headers: ["dav": "1, 3, calendar-access"], url: address))
        default: return .success(DAVReply(status: 405, url: request.target))
        }
    }

    private static func item(data: String) -> String {
        FakeSite.Answer.place(event, "<D:getetag>\"1\"</D:getetag>" + data)
    }

    /// Whatever is asked for: the home, which is its own principal, and the calendar.
    private static var places: String {
        let principal =
            "<D:current-user-principal><D:href>/dav/home/</D:href></D:current-user-principal>"
            + "<C:calendar-home-set><D:href>/dav/home/</D:href></C:calendar-home-set>"
        let reports = ["D:sync-collection", "C:calendar-multiget"].map {
            "<D:supported-report><D:report><\($0)/></D:report></D:supported-report>"
        }
        return FakeSite.Answer.collection("/dav/home/", principal)
            + FakeSite.Answer.calendar(
                calendar,
                principal + "<D:displayname>Work</D:displayname><D:supported-report-set>"
                    + reports.joined() + "</D:supported-report-set>")
    }

    private static func reply(_ responses: String, _ request: DAVRequest) -> DAVReply {
        let body = """
            <D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">\
            \(responses)</D:multistatus>
            """
        let place = ServerURL(request.target)?.path ?? request.target
        return DAVReply(
            status: 207, body: Array(body.utf8), url: "https://cal.example.org\(place)")
    }
}

/// What a program says, and what it is given.
struct MachineBench: Sendable {
    private final class Said: Sendable { let texts = Mutex<[SyncMachine.Stream: String]>([:]) }

    let machine: SyncMachine
    private let said = Said()

    init(_ environment: [String: String] = [:], input: String? = nil, isTerminal: Bool = false) {
        let said = said
        machine = SyncMachine(
            world: .live, environment: environment, processID: 1,
            write: { stream, text in
                said.texts.withLock { $0[stream, default: ""] += text }
            }, readInput: { input }, isErrorTerminal: isTerminal)
    }

    func said(_ stream: SyncMachine.Stream) -> String {
        said.texts.withLock { $0[stream] ?? "" }
    }
}
