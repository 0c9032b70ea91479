import Core

/// Times as RFC 3339 writes them.
enum TimestampText {
    /// `2026-11-23T09:30:00+01:00`; `offset` in seconds east of UTC.
    ///
    /// RFC 3339 has no seconds in an offset: old ones (Amsterdam 1937: +00:19:32) lose theirs, and
    /// the wall clock moves by as much, so that the instant stays.
    static func zoned(_ local: LocalDateTime, offset: Int) -> String {
        let minutes = CivilDate.floorDiv(offset, 60)
        let local = local.adding(seconds: minutes * 60 - offset)
        let sign = minutes < 0 ? "-" : "+"
        let away = abs(minutes)
        return "\(local)\(sign)\(paddedDigits(away / 60)):\(paddedDigits(away % 60))"
    }

    /// A time in its own words: date only, no offset when floating, `Z` for UTC; in a zone with the
    /// offset that leads to `instant`.
    static func own(_ time: CalendarTime, instant: Instant) -> String {
        switch time {
        case .date(let date): "\(date)"
        case .floating(let local): "\(local)"
        case .zoned(let local, _): zoned(local, offset: local.seconds - instant.seconds)
        case .utc(let instant): "\(instant)"
        }
    }
}
