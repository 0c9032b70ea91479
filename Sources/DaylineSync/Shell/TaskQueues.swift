import Dispatch
import Foundation
import Synchronization

/// Runs tasks, on queues of the process's own.
///
/// Once a task ran on a shared queue of Dispatch, which is where the Swift runtime puts them, a
/// timer of Dispatch counts the threads of these queues every second until the process ends.
///
/// Invariant: no task of a running daemon runs elsewhere, so that it sleeps when it is idle.
final class TaskQueues: TaskExecutor {
    /// For all tasks of the process; those without a parent must be given it.
    static let shared = TaskQueues(count: ProcessInfo.processInfo.activeProcessorCount)

    private let queues: [DispatchQueue]
    private let turn = Atomic(0)

    init(count: Int) {
        queues = (0..<count).map { DispatchQueue(label: "dayline-sync.tasks.\($0)") }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (turn, _) = turn.wrappingAdd(1, ordering: .relaxed)
        queues[Int(turn.magnitude % UInt(queues.count))].async {
            job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }

    /// Waits, not counting the time that the machine sleeps, as `Task.sleep` does, which would wake
    /// up on a shared queue.
    /// - Throws: `CancellationError`, at once.
    func sleep(for duration: Duration) async throws {
        let end = AsyncStream<Void> { continuation in
            // Dispatch sources may be used from any thread; they are not marked so.
            nonisolated(unsafe) let timer = DispatchSource.makeTimerSource(queue: queues[0])
            timer.schedule(deadline: .now() + .milliseconds(duration.wholeMilliseconds))
            timer.setEventHandler { continuation.finish() }
            // The source lives as long as somebody may end it.
            continuation.onTermination = { _ in timer.cancel() }
            timer.activate()
        }
        for await _ in end {}
        try Task.checkCancellation()
    }
}
