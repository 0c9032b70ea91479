import Core
import WebDAV

@testable import DaylineSync

/// A pull, with what it asks answered from a list.
struct PullTalk {
    /// What a server answers.
    enum Answer {
        /// A 207 with these, and maybe a sync token.
        case items([MultistatusItem], token: String?)
        case reply(Result<DAVReply, TransportFailure>)
        /// The beginning of a 207, and then nothing.
        case cut([MultistatusItem])
    }

    var pull: Pull
    /// What the replica has.
    let known: [String: KnownEntry]
    /// Places that are being written to.
    var places: Set<String> = []

    private(set) var asked: [String] = []
    private(set) var batches: [(changes: [RemoteChange], progress: PullProgress)] = []
    private(set) var updates: [SyncCalendar] = []
    private var answers: [Answer]

    static let moment = Moment(now: FlightCase.now, jitter: 0.5)

    init(
        _ calendar: SyncCalendar, known: [String: String] = [:], _ answers: [Answer],
        touched: Set<String> = [], setup: (inout Pull.Setup) -> Void = { _ in }
    ) {
        self.init(
            calendar, entries: known.mapValues { KnownEntry(etag: $0, isEdited: false) }, answers,
            touched: touched, setup: setup)
    }

    init(
        _ calendar: SyncCalendar, entries: [String: KnownEntry], _ answers: [Answer],
        touched: Set<String> = [], setup: (inout Pull.Setup) -> Void = { _ in }
    ) {
        var prepared = Pull.Setup()
        prepared.capabilities = [.multiget, .syncData]
        setup(&prepared)
        pull = Pull(calendar, prepared, touched: touched)
        known = entries
        self.answers = answers
    }

    /// Runs until nothing is left to do.
    mutating func run() {
        carryOut(pull.begin())
        finish()
    }

    mutating func finish() {
        while pull.isComplete {
            let actions = pull.finish(Self.moment, besides: places)
            if actions.isEmpty { return }
            carryOut(actions)
        }
    }

    private mutating func carryOut(_ actions: [SyncAction]) {
        var queue = actions[...]
        while let action = queue.popFirst() {
            switch action {
            case .send(let id, let request, _): queue += answer(id, request)
            case .store(.known): queue += pull.take(known)
            case .store(.pull(let changes, _, let progress)):
                batches.append((changes, progress))
                pull.stored()
            case .store(.updateCalendar(let calendar)): updates.append(calendar)
            case .store, .lookUp, .cancel, .wait, .renewCredentials, .report, .rested: break
            }
        }
    }

    private mutating func answer(_ id: RequestID, _ request: DAVRequest) -> [SyncAction] {
        asked.append(Self.describe(request))
        guard !answers.isEmpty else { return [] }
        let isListing = pull.listing?.id == id
        func take(_ items: [MultistatusItem]) -> [SyncAction] {
            isListing ? pull.listed(items) : pull.received(items, for: id)
        }
        func end(_ reply: Result<DAVReply, TransportFailure>) -> [SyncAction] {
            isListing
                ? pull.endListing(reply, Self.moment) : pull.endReading(id, reply, Self.moment)
        }
        switch answers.removeFirst() {
        case .items(let items, let token):
            var actions = take(items)
            if isListing { pull.end = Self.end(token) }
            actions += end(.success(DAVReply(status: 207)))
            return actions
        case .cut(let items): return take(items) + end(.failure(.broken("cut")))
        case .reply(let reply): return end(reply)
        }
    }

    private static func end(_ token: String?) -> MultistatusEnd {
        let children = token.map { [XMLNode.element(XMLElement(DAV.syncToken, text: $0))] }
        return MultistatusEnd(XMLElement(DAV.multistatus, children: children ?? []), base: "/")
    }

    /// `changes since 7 with data`, `all`, `etags`, `multiget 3`, `GET /c/a.ics`.
    private static func describe(_ request: DAVRequest) -> String {
        guard request.method == "REPORT", let root = try? parseXML(request.body) else {
            return request.method == "PROPFIND"
                ? "etags" : "\(request.method) \(request.target)"
        }
        if root.name == CalDAV.calendarMultiget { return "multiget \(root.all(DAV.href).count)" }
        let token = root.first(DAV.syncToken)?.text ?? ""
        let data = root.first(DAV.prop)?.first(CalDAV.calendarData) == nil ? "" : " with data"
        return (token.isEmpty ? "all" : "changes since \(token)") + data
    }

    /// What was stored, in order: `a`, `-b`.
    var stored: [String] {
        batches.flatMap(\.changes).map { change in
            switch change {
            case .object(let object): Self.name(object.href)
            case .removed(let href): "-" + Self.name(href)
            }
        }
    }

    private static func name(_ href: String) -> String {
        String(href.split(separator: "/").last?.dropLast(4) ?? "")
    }
}

extension MultistatusItem {
    /// `a` at its etag, with its text or without.
    static func entry(_ name: String, _ etag: String?, text: String? = nil) -> MultistatusItem {
        var item = MultistatusItem(href: "/c/\(name).ics")
        item.found.etag = etag
        item.found.calendarData = text.map { Array($0.utf8) }
        return item
    }

    static func gone(_ name: String) -> MultistatusItem {
        MultistatusItem(href: "/c/\(name).ics", status: 404)
    }
}
