import Core
import Testing

@testable import DaylineSync

/// Goal: few transactions, and none that waits for long for one slow request. Method: a sender
/// whose answers come in any order; what it stores at a time is counted.
@Suite("sending many operations") struct OutboxSenderTests {
    private let around = Flight.Surroundings(
        moment: Moment(now: FlightCase.now, jitter: 0.5), capabilities: [.createOnly, .operations],
        home: "/home/")

    /// A sender with operations under way, and their requests.
    private func begun(_ count: Int, limit: Int = 100) throws -> (OutboxSender, [RequestID]) {
        var sender = OutboxSender(limit: limit)
        sender.wake()
        let first = try #require(wish(sender.advance(FlightCase.now, isStopped: false)))
        #expect(first.limit == limit)
        let operations = (0..<count).map { number in
            OutgoingOperation(
                id: OperationID("\(number)"), kind: .put, object: ObjectID(row: Int64(number)),
                uid: UID("\(number)"), calendar: CalendarID(row: 1), collection: "/c/",
                href: "/c/\(number).ics", etag: nil, base: nil, text: [1], attempts: 1)
        }
        let ids = sender.begin(operations, around).compactMap { action -> RequestID? in
            if case .send(let id, _, _) = action { id } else { nil }
        }
        #expect(ids.count == count)
        return (sender, ids)
    }

    private func wish(_ actions: [SyncAction]) -> OperationsWish? {
        if case .store(.push(_, let wish)) = actions.first { wish } else { nil }
    }

    /// Answers the requests in order.
    /// - Returns: how many outcomes were stored at a time.
    private func stored(_ ids: some Sequence<RequestID>, _ sender: inout OutboxSender) -> [Int] {
        var counts: [Int] = []
        for id in ids {
            _ = sender.handle(id, .status(201, etag: "\"1\""), around)
            for action in sender.advance(FlightCase.now, isStopped: false) {
                guard case .store(.push(let finished, let wish)) = action else { continue }
                if !finished.isEmpty { counts.append(finished.count) }
                _ = sender.stored()
                // Nothing else waits.
                if wish != nil { _ = sender.begin([], around) }
            }
        }
        return counts
    }

    @Test(
        "the last ones are stored by halves, and then sixteen at a time at most",
        arguments: [
            (1, [1]),
            (2, [1, 1]),
            (4, [2, 1, 1]),
            (8, [4, 2, 1, 1]),
            (40, [16, 12, 6, 3, 2, 1]),
        ])
    func tail(_ count: Int, _ expected: [Int]) throws {
        let (begun, ids) = try begun(count)
        var sender = begun
        #expect(stored(ids, &sender) == expected)
        #expect(sender.isIdle)
    }

    @Test("those that hang keep few others from being stored, and only until something happens")
    func hanging() throws {
        for hanging in 1...3 {
            let (begun, ids) = try begun(hanging + 5)
            var sender = begun
            let count = stored(ids.dropFirst(hanging), &sender).reduce(0, +)
            #expect(count > 5 - hanging, "\(hanging)")
            sender.wake()
            guard
                case .store(.push(let rest, _)) = sender.advance(
                    FlightCase.now, isStopped: false
                ).first
            else {
                Issue.record("nothing is asked for")
                continue
            }
            #expect(count + rest.count == 5, "\(hanging)")
        }
    }

    @Test("while more waits, nothing is stored before half of what is under way is done")
    func middle() throws {
        let (begun, ids) = try begun(8, limit: 8)
        var sender = begun
        for id in ids.prefix(3) {
            _ = sender.handle(id, .status(201, etag: "\"1\""), around)
            #expect(sender.advance(FlightCase.now, isStopped: false).isEmpty)
        }
        _ = sender.handle(ids[3], .status(201, etag: "\"1\""), around)
        let actions = sender.advance(FlightCase.now, isStopped: false)
        guard case .store(.push(let finished, let wish)) = actions.first else {
            Issue.record("nothing is stored: \(actions)")
            return
        }
        #expect(finished.count == 4 && wish?.limit == 4 && wish?.busy.count == 4)
    }
}
