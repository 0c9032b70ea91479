import Core
import Foundation
import Logging
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: what other programs write is noticed, whenever it counts; nothing is looked at when
/// nothing was written. Method: hints, versions and sleeps as the test wants them, then a real
/// replica.
@Suite("edits by other programs", .timeLimit(.minutes(2))) struct EditWatchTests {
    /// What a test and the watch's closures share.
    private final class Bench: Sendable {
        let version = Mutex<Int?>(1)
        let looks = Mutex(0)
        let slept = Mutex<[Duration]>([])
        let edits = Mutex(0)

        func watch(
            sleep: @escaping @Sendable (_ count: Int) async throws -> Void = { _ in }
        ) -> EditWatch {
            EditWatch(
                version: {
                    self.looks.withLock { $0 += 1 }
                    return self.version.withLock { $0 }
                },
                sleep: { pause in
                    let count = self.slept.withLock { slept in
                        slept.append(pause)
                        return slept.count
                    }
                    try await sleep(count)
                },
                edited: { self.edits.withLock { $0 += 1 } })
        }
    }

    private static let pauses: [Duration] = [
        .milliseconds(10), .milliseconds(50), .milliseconds(200), .seconds(1), .seconds(5),
    ]

    /// Method: one hint; the transaction counts after so many pauses.
    @Test("a transaction may count later than its bytes come", arguments: 1...5)
    func later(_ pause: Int) async {
        let bench = Bench()
        let (hints, hint) = AsyncStream<Void>.makeStream()
        hint.yield()
        hint.finish()
        await bench.watch { count in
            if count == pause { bench.version.withLock { $0 = 2 } }
        }.run(hints)
        #expect(bench.edits.withLock { $0 } == 2, "at the beginning, and then")
        #expect(bench.slept.withLock { $0 } == Self.pauses, "the next one may be half done")
    }

    @Test("nothing is looked at without a hint, and own writes are none") func idle() async {
        let bench = Bench()
        let (nothing, end) = AsyncStream<Void>.makeStream()
        end.finish()
        await bench.watch().run(nothing)
        #expect(bench.looks.withLock { $0 } == 1)
        #expect(bench.slept.withLock { $0 } == [])
        let (hints, hint) = AsyncStream<Void>.makeStream()
        hint.yield()
        hint.finish()
        await bench.watch().run(hints)
        #expect(bench.edits.withLock { $0 } == 2, "only when each watch begins")
    }

    @Test("what cannot be read now is no edit; a later look sees it") func unreadable() async {
        let bench = Bench()
        let (hints, hint) = AsyncStream<Void>.makeStream()
        hint.yield()
        hint.finish()
        await bench.watch { count in
            bench.version.withLock { $0 = count < 3 ? nil : 2 }
        }.run(hints)
        #expect(bench.edits.withLock { $0 } == 2)
    }

    /// Method: the first pause ends by nothing but the next hint.
    @Test("a hint begins the looks anew") func again() async {
        let bench = Bench()
        let (hints, hint) = AsyncStream<Void>.makeStream()
        hint.yield()
        await bench.watch { count in
            if count == 1 {
                hint.yield()
                try await Task.sleep(for: .seconds(86_400))
            }
            if count == 2 { bench.version.withLock { $0 = 2 } }
            if count == 1 + Self.pauses.count { hint.finish() }
        }.run(hints)
        #expect(bench.slept.withLock { $0 } == [.milliseconds(10)] + Self.pauses)
        #expect(bench.edits.withLock { $0 } == 2)
    }

    /// Method: two connections to one file, as two programs have them.
    @Test("another connection's transactions are noticed") func replica() async throws {
        let folder = try AlertFolder()
        let path = folder.path + "/replica.sqlite"
        let watched = try Replica.open(at: path, zones: syncZones)
        let other = try Replica.open(at: path, zones: syncZones)
        let (edits, edit) = AsyncStream<Void>.makeStream()
        let watch = MachineWatch(
            replica: watched, world: .live, logger: Logger(label: "test"),
            edited: { edit.yield() }, woke: {})
        await withThrowingTaskGroup { group in
            group.addTask { await watch.run() }
            var seen = edits.makeAsyncIterator()
            await seen.next()  // it has begun
            for name in ["a", "b", "c"] {
                group.addTask { _ = try other.addAccount(name: name, url: "") }
                await seen.next()
            }
            group.cancelAll()
        }
        try watched.close()
        try other.close()
    }
}
