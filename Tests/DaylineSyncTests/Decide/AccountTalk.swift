import Core
import Testing
import WebDAV

@testable import DaylineSync

/// An account's machine, a real replica, and a small server whose answers a test may replace: what
/// is asked and told, in order. Nothing waits: the clock is set by the test.
final class AccountTalk {
    typealias Answer = Result<DAVReply, TransportFailure>

    struct Sent {
        let id: RequestID
        let request: DAVRequest
        let isStreaming: Bool
    }

    var site: AccountSite
    var now = Instant(seconds: 1_796_000_000)
    var jitter = 0.5
    /// The answer in place of the server's; nil where it answers itself.
    var instead: (DAVRequest) -> Answer? = { _ in nil }
    /// Whether an answer comes only when the test lets it go.
    var isHeld: (DAVRequest) -> Bool = { _ in false }
    /// Whether an answer ends after its first item.
    var isCut: (DAVRequest) -> Bool = { _ in false }
    /// Whether the replica cannot do what it is asked.
    var storeFails: (StoreRequest) -> Bool = { _ in false }
    /// Questions to the replica after which the process ends.
    private var questionsLeft = Int.max

    private(set) var machine: AccountMachine
    private(set) var held: [Sent] = []
    /// `PUT /dav/work/a.ics`, in order.
    private(set) var asked: [String] = []
    private(set) var sent: [DAVRequest] = []
    private(set) var requests: [StoreRequest] = []
    private(set) var warnings: [SyncWarning] = []
    private(set) var standings: [Standing] = []
    private(set) var renewals = 0
    private(set) var timer: Instant?
    /// What it said when nothing was left to do; nil when it did not say so.
    private(set) var rested: String??

    let replica: Replica
    let account: SyncAccountID
    private let folder: AlertFolder
    private var queue: [Sent] = []

    private struct Killed: Error {}

    init(
        _ calendars: [String: [String]] = ["work": ["a", "b"]], interval: Int = 300
    ) throws {
        site = AccountSite(calendars)
        folder = try AlertFolder()
        replica = try Replica.open(at: folder.path + "/replica.sqlite", zones: syncZones)
        account = try replica.addAccount(name: "mina", url: "")
        machine = AccountMachine(.init(url: AccountSite.address, interval: interval))
    }

    /// One whose replica has what the server has.
    static func inStep(
        _ calendars: [String: [String]] = ["work": ["a", "b"]]
    ) throws -> AccountTalk {
        let talk = try AccountTalk(calendars)
        talk.tell(.started)
        #expect(talk.rested == .some(nil))
        talk.forget()
        return talk
    }

    /// Forgets what was said so far.
    func forget() {
        (asked, sent, requests, warnings) = ([], [], [], [])
        (standings, renewals, rested) = ([], 0, nil)
    }

    /// Ends the process and starts another one.
    ///
    /// - Parameter questions: to the replica, after which that one is ended too.
    /// - Returns: whether it was.
    @discardableResult
    func restart(url: String = AccountSite.address, killedAfter questions: Int = .max) -> Bool {
        machine = AccountMachine(.init(url: url))
        (queue, held, timer) = ([], [], nil)
        questionsLeft = questions
        return !tell(.started)
    }

    /// Tells the machine what happened, and carries out what follows.
    ///
    /// - Returns: false when the process was ended on the way.
    @discardableResult
    func tell(_ input: SyncInput) -> Bool {
        do {
            try handle(input)
            try answerAll()
            return true
        } catch {
            return false
        }
    }

    /// Lets the answers go that were held.
    func release() throws {
        isHeld = { _ in false }
        (queue, held) = (queue + held, [])
        try answerAll()
    }

    private func answerAll() throws {
        while let sent = queue.first {
            queue.removeFirst()
            if isHeld(sent.request) {
                held.append(sent)
            } else {
                try answer(sent)
            }
        }
    }

    /// The moment of the timer comes.
    func wake() throws {
        now = max(now, try #require(timer))
        timer = nil
        tell(.timerFired)
    }

    private func handle(_ input: SyncInput) throws {
        let store = ReplicaStore(replica: replica, account: account)
        let actions = try machine.run(input, Moment(now: now, jitter: jitter)) { request in
            requests.append(request)
            if questionsLeft == 0 { throw Killed() }
            questionsLeft -= 1
            if storeFails(request) { return .failed("the disk is full") }
            return store.answer(request, now: now)
        }
        for action in actions {
            switch action {
            case .send(let id, let request, let isStreaming):
                asked.append(Self.describe(request))
                sent.append(request)
                queue.append(Sent(id: id, request: request, isStreaming: isStreaming))
            case .lookUp(let id, _): try handle(.lookedUp(id, ServiceAnswer()))
            case .cancel(let id):
                queue.removeAll { $0.id == id }
                held.removeAll { $0.id == id }
            case .store: break
            case .wait(let moment): timer = moment
            case .renewCredentials: renewals += 1
            case .report(.warning(let warning)): warnings.append(warning)
            case .report(.standing(let standing)): standings.append(standing)
            case .report(.changed), .report(.notices): break
            case .rested(let complaint): rested = .some(complaint)
            }
        }
    }

    private func answer(_ sent: Sent) throws {
        let answer = instead(sent.request) ?? .success(site.answer(sent.request))
        guard sent.isStreaming, case .success(let reply) = answer, reply.status == 207 else {
            return try handle(.reply(sent.id, answer))
        }
        let (items, end) = try MultistatusStream.read(reply.body, base: sent.request.target)
        if isCut(sent.request) {
            try handle(.items(sent.id, Array(items.prefix(1))))
            return try handle(.reply(sent.id, .failure(.broken("cut"))))
        }
        for item in items { try handle(.items(sent.id, [item])) }
        try handle(.end(sent.id, end))
        try handle(.reply(sent.id, answer))
    }

    static func describe(_ request: DAVRequest) -> String {
        let path = ServerURL(request.target)?.path ?? request.target
        guard request.method == "REPORT", let root = try? parseXML(request.body) else {
            let isListing = String(decoding: request.body, as: UTF8.self).contains("getetag")
            return isListing ? "etags \(path)" : "\(request.method) \(path)"
        }
        if root.name == CalDAV.calendarMultiget { return "multiget \(path)" }
        return "changes \(path) \(root.first(DAV.syncToken)?.text ?? "")"
    }
}

/// What the user does, and sees.
extension AccountTalk {
    func calendar(_ name: String) throws -> SyncCalendar {
        try #require(try replica.calendars(of: account).first { $0.name == name })
    }

    /// Writes an event, new or not, and tells the machine.
    func write(_ uid: String, _ title: String, in name: String = "work") throws {
        try write(uid, text: AccountSite.text(uid, title), in: name)
    }

    func write(_ uid: String, text: String, in name: String = "work") throws {
        let id = try replica.objects(uid: UID(uid)).first?.id
        let component = try #require(parseICalendar(Array(text.utf8)).components.first)
        let object = try CalendarObject(calendar: component)
        try replica.apply(
            [.put(id, try calendar(name).id, object)], label: "edit", now: now)
        tell(.localChange)
    }

    func delete(_ uid: String) throws {
        let id = try #require(try replica.objects(uid: UID(uid)).first).id
        try replica.apply([.delete(id)], label: "delete", now: now)
        tell(.localChange)
    }

    /// `a Lunch`, of all calendars.
    func contents() throws -> [String] {
        try replica.calendars(of: account).flatMap { try replica.objectIDs(in: $0.id) }
            .compactMap { try replica.object($0)?.object.master }
            .map { "\($0.uid.text) \($0.title)" }.sorted()
    }

    func counts() throws -> OutboxCounts { try replica.outboxCounts(of: account) }

    /// As the replica has it.
    func condition() throws -> AccountCondition {
        try #require(try replica.accounts().first { $0.id == account }).condition
    }

    /// What was written to the server.
    var writes: [String] { asked.filter { $0.hasPrefix("PUT") || $0.hasPrefix("DELETE") } }
}
