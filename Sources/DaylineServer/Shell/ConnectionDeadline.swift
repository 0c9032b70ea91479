import NIOCore

/// The moment by which something must have happened on a connection. Moving it further away costs
/// nothing: the one timer looks for itself when it fires.
final class ConnectionDeadline {
    private let eventLoop: any EventLoop
    private var deadline: NIODeadline?
    private var timer: (at: NIODeadline, task: Scheduled<Void>)?
    private var onExpiry: (() -> Void)?

    init(eventLoop: any EventLoop, onExpiry: @escaping () -> Void) {
        self.eventLoop = eventLoop
        self.onExpiry = onExpiry
    }

    func set(in duration: Duration) {
        let at = eventLoop.now + TimeAmount(duration)
        deadline = at
        guard let timer else { return arm(at) }
        if at < timer.at {
            timer.task.cancel()
            arm(at)
        }
    }

    /// Nothing is waited for.
    func clear() { deadline = nil }

    /// For ever.
    func cancel() {
        deadline = nil
        timer?.task.cancel()
        timer = nil
        onExpiry = nil
    }

    private func arm(_ at: NIODeadline) {
        guard onExpiry != nil else { return }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        timer = (at, eventLoop.scheduleTask(deadline: at) { bound.value.fired() })
    }

    private func fired() {
        timer = nil
        guard let deadline else { return }
        if deadline > eventLoop.now { return arm(deadline) }
        self.deadline = nil
        onExpiry?()
    }
}
