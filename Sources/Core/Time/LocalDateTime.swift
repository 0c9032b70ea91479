/// A wall-clock reading without a zone (RFC 5545 §3.3.5, form 1).
///
/// Stored as seconds since 1970-01-01T00:00:00 on the same wall clock: every day has 86,400 of
/// them, so a nominal day is one addition.
public struct LocalDateTime: Hashable, Comparable, Sendable {
    /// Wall-clock seconds since 1970-01-01T00:00:00; negative before.
    public let seconds: Int

    /// Wraps a count of wall-clock seconds since 1970-01-01T00:00:00.
    @inlinable
    public init(seconds: Int) { self.seconds = seconds }

    /// A day and a second of it; `secondOfDay` outside 0 ..< 86,400 moves to another day.
    @inlinable
    public init(_ date: CivilDate, secondOfDay: Int = 0) {
        self.seconds = date.dayNumber * 86_400 + secondOfDay
    }

    /// Builds a reading from its parts; nil when it does not exist. A leap second (`second: 60`)
    /// is read as 59, because no zone file that we read counts it (RFC 5545 §3.3.12).
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
    ) {
        guard let date = CivilDate(year: year, month: month, day: day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        self.init(date, secondOfDay: hour * 3600 + minute * 60 + min(second, 59))
    }

    @inlinable
    public static func < (one: LocalDateTime, other: LocalDateTime) -> Bool {
        one.seconds < other.seconds
    }

    /// The day.
    @inlinable
    public var date: CivilDate {
        CivilDate(dayNumber: CivilDate.floorDiv(seconds, 86_400))
    }

    /// 0 ..< 86,400.
    @inlinable public var secondOfDay: Int { CivilDate.floorMod(seconds, 86_400) }
    /// 0...23.
    @inlinable public var hour: Int { secondOfDay / 3600 }
    /// 0...59.
    @inlinable public var minute: Int { secondOfDay / 60 % 60 }
    /// 0...59.
    @inlinable public var second: Int { secondOfDay % 60 }

    /// Steps the wall clock.
    @inlinable
    public func adding(seconds: Int) -> LocalDateTime {
        LocalDateTime(seconds: self.seconds + seconds)
    }

    /// Steps by nominal days: the same reading on another day.
    @inlinable
    public func adding(days: Int) -> LocalDateTime {
        LocalDateTime(seconds: seconds + days * 86_400)
    }
}

extension LocalDateTime: CustomStringConvertible {
    /// `2026-11-23T14:05:00`.
    public var description: String {
        "\(date)T\(zeroPadded(hour, 2)):\(zeroPadded(minute, 2)):\(zeroPadded(second, 2))"
    }
}
