import CTimer
import Core
import Foundation

/// One timer on the wall clock. It fires at its moment even when the machine slept over it, and
/// wakes too when the clock is set or the machine comes back, so that the moment is asked anew.
final class AlertTimer: Sendable {
    private let timer: Int32
    /// Closing it ends the thread.
    private let stop: Int32
    private let onWake: @Sendable () -> Void

    /// The last second that is asked for, in the year 2200.
    private static let latest = 7_258_118_400

    /// - Parameter onWake: called on a thread of the timer's own, or where it is armed.
    /// - Throws: `POSIXError` when the system has no timer for us.
    init(onWake: @escaping @Sendable () -> Void) throws {
        self.onWake = onWake
        let timer = dayline_timer_create()
        guard timer >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        guard let pipe = SinkPipe() else {
            close(timer)
            throw POSIXError(.EMFILE)
        }
        (self.timer, stop) = (timer, pipe.writer)
        let reader = pipe.reader
        Thread.detachNewThread { Self.wait(timer, reader, onWake) }
        arm(until: nil)
    }

    deinit { close(stop) }

    /// The clock of the timer. `time(2)` may still show the second before when the timer fires.
    @Sendable static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: time.tv_sec)
    }

    /// Sets the one moment; nil for none: then only the clock's being set wakes.
    func arm(until moment: Instant?) {
        // 0 would switch the timer off.
        let seconds = max(1, min(moment?.seconds ?? Self.latest, Self.latest))
        // The clock was set since the timer was last read: it is armed all the same.
        if dayline_timer_set(timer, Int64(seconds)) != 0, errno == ECANCELED { onWake() }
    }

    private static func wait(_ timer: Int32, _ stop: Int32, _ onWake: @Sendable () -> Void) {
        while true {
            var polled = [
                pollfd(fd: timer, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&polled, 2, -1) < 0, errno != EINTR { break }
            if polled[1].revents != 0 { break }
            guard polled[0].revents != 0 else { continue }
            var expirations: UInt64 = 0
            // ECANCELED means that the clock was set.
            if read(timer, &expirations, 8) == 8 || errno == ECANCELED { onWake() }
        }
        close(timer)
        close(stop)
    }
}
