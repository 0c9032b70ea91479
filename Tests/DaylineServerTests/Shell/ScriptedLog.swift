import Synchronization

@testable import DaylineServer

/// An event log in memory, which can forget, fail, and let something happen while it is read.
final class ScriptedLog: EventLog {
    static let epoch = "0a1b"

    struct Unreadable: Error {}

    private struct State {
        var events: [DomainEvent] = []
        var floor = Seq.zero
        var isUnreadable = false
        var onRead: (@Sendable () async -> Void)?
    }

    private let state = Mutex(State())

    /// Adds events of Ann's, the next ones, and returns them.
    @discardableResult
    func commit(_ count: Int) -> [DomainEvent] {
        state.withLock { state in
            let first = state.events.count + 1
            let new = (first..<first + count).map(Self.event)
            state.events += new
            return new
        }
    }

    func forget(upTo seq: Seq) { state.withLock { $0.floor = seq } }
    func fail() { state.withLock { $0.isUnreadable = true } }
    /// Runs after each read, before its answer is given.
    func onRead(_ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.onRead = body }
    }

    func read(_ account: AccountID, after: Seq?, limit: Int) async throws -> LogPage {
        let state = state.withLock { $0 }
        guard !state.isUnreadable else { throw Unreadable() }
        let mine = account == TestAuthenticator.ann.id ? state.events : []
        let isKnown = after.map { $0 >= state.floor } ?? true
        let events = mine.filter { event in after.map { event.seq > $0 } ?? false }
        let page = LogPage(
            epoch: Self.epoch, end: Seq(number: mine.count),
            events: isKnown ? Array(events.prefix(limit)) : nil)
        await state.onRead?()
        return page
    }

    static func event(_ number: Int) -> DomainEvent {
        DomainEvent(
            id: EventID(
                at: WallTime(milliseconds: number), random: Array(repeating: 7, count: 10)),
            account: TestAuthenticator.ann.id, seq: Seq(number: number), kind: .resourceUpdated,
            collectionID: CollectionID(row: 3), collection: "work", resource: "\(number).ics",
            etag: "e\(number)", at: WallTime(milliseconds: number), position: number)
    }
}
