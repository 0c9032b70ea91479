import CCurl
import Foundation
import Synchronization

/// A thread with a multi handle (`CURLM *`): all of libcurl runs there. Without work it waits in
/// `curl_multi_poll` without a time limit.
final class CurlLoop: Sendable {
    enum Command: Sendable {
        case start(CurlTransfer)
        case resume(CurlTransfer)
        case cancel(CurlTransfer)
    }

    private enum Ending: Sendable { case no, whenIdle, now, over }

    private struct Inbox: Sendable {
        var commands: [Command] = []
        var ending = Ending.no
        /// Whether the thread is through with libcurl.
        var isGone = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Once for the process; thread-safe by `static let`.
    private static let isReady: Bool = dayline_global_init() == CURLE_OK

    private let inbox = Mutex(Inbox())
    // The pointer never changes. The loop's thread alone uses what it points to, but for
    // `curl_multi_wakeup`, which libcurl allows from any thread; that is called with the lock of
    // `inbox` and never after `ending` became `over`, which precedes the freeing.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    init(systemAuthorities: String?) {
        precondition(Self.isReady, "libcurl cannot start")
        guard let multi = curl_multi_init() else { preconditionFailure("no memory for libcurl") }
        self.multi = multi
        dayline_multi_set_long(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX)
        // Connections that are kept for later.
        dayline_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
        let thread = Thread { self.run(systemAuthorities) }
        thread.name = "curl"
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Tells the thread something.
    /// - Returns: false when it takes nothing new any more.
    @discardableResult func post(_ command: Command) -> Bool {
        inbox.withLock { inbox in
            switch (inbox.ending, command) {
            case (.over, _), (.now, _), (.whenIdle, .start): return false
            case (.no, _), (.whenIdle, _): break
            }
            inbox.commands.append(command)
            if inbox.commands.count == 1 { curl_multi_wakeup(multi) }
            return true
        }
    }

    /// Ends the thread: at once, which cancels what runs, or when nothing runs.
    func stop(now: Bool) {
        inbox.withLock { inbox in
            guard inbox.ending != .over, inbox.ending != .now else { return }
            inbox.ending = now ? .now : .whenIdle
            curl_multi_wakeup(multi)
        }
    }

    var isGone: Bool { inbox.withLock(\.isGone) }

    /// Returns when the thread is through with libcurl, which must not happen in the middle of the
    /// process's end.
    func gone() async {
        await withCheckedContinuation { waiter in
            let isGone = inbox.withLock { inbox in
                if !inbox.isGone { inbox.waiters.append(waiter) }
                return inbox.isGone
            }
            if isGone { waiter.resume() }
        }
    }

    private func run(_ systemAuthorities: String?) {
        Self.blockBrokenPipe()
        let worker = CurlWorker(multi: multi, systemAuthorities: systemAuthorities)
        while !isOver(worker) {
            worker.perform()
            curl_multi_poll(multi, nil, 0, Int32.max, nil)
        }
        worker.close()
        curl_multi_cleanup(multi)
        let waiters = inbox.withLock { inbox in
            inbox.isGone = true
            return inbox.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Carries out what came in.
    /// - Returns: whether the thread has to end; nothing comes in any more then.
    private func isOver(_ worker: CurlWorker) -> Bool {
        let (commands, ending) = inbox.withLock { inbox in
            defer { inbox.commands = [] }
            let isOver =
                switch inbox.ending {
                case .no: false
                case .whenIdle: worker.isIdle && inbox.commands.isEmpty
                case .now, .over: true
                }
            if isOver { inbox.ending = .over }
            return (inbox.commands, inbox.ending)
        }
        for command in commands {
            switch command {
            case .start(let transfer): worker.start(transfer)
            case .resume(let transfer): worker.resume(transfer)
            case .cancel(let transfer): worker.cancel(transfer)
            }
        }
        return ending == .over
    }

    /// Writing to a connection that ended must be an error, not the end of the process.
    private static func blockBrokenPipe() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
