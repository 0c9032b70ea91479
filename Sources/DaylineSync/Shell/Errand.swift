import Synchronization

/// A piece of work that can be given up by itself, without the group that it runs in.
final class Errand<Value: Sendable>: Sendable {
    private struct State: Sendable {
        var task: Task<Value, Never>?
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let work: @Sendable () async -> Value

    init(_ work: @escaping @Sendable () async -> Value) { self.work = work }

    /// Does the work, once; being cancelled cancels it.
    func run() async -> Value {
        let task = state.withLock { state in
            let task = Task(executorPreference: TaskQueues.shared) { [work] in await work() }
            if state.isCancelled { task.cancel() }
            state.task = task
            return task
        }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Gives it up, whether it has begun or not.
    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.task?.cancel()
        }
    }
}
