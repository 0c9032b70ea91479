import CTimer
import Core
import Foundation

/// One timer on the wall clock. It fires at its moment even when the machine slept over it, and
/// wakes too when the clock is set or the machine comes back, so that the moment is asked anew.
final class AlertTimer: Sendable {
    private let timer: Int32
    /// Reads the timer and closes it.
    private let watch: DescriptorWatch
    private let onWake: @Sendable () -> Void

    /// The last second that is asked for, in the year 2200.
    private static let latest = 7_258_118_400

    /// - Parameter onWake: called on a queue of the timer's own, or where it is armed.
    /// - Throws: `POSIXError` when the system has no timer for us.
    init(onWake: @escaping @Sendable () -> Void) throws {
        self.onWake = onWake
        let timer = dayline_timer_create()
        guard timer >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        self.timer = timer
        watch = DescriptorWatch(timer) { _ in onWake() }
        arm(until: nil)
    }

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
}
