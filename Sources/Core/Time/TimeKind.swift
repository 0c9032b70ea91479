/// The case of a `CalendarTime`, as stored.
package enum TimeKind: Int {
    case date, floating, zoned, utc

    package init(_ time: CalendarTime) {
        switch time {
        case .date: self = .date
        case .floating: self = .floating
        case .zoned: self = .zoned
        case .utc: self = .utc
        }
    }

    /// The time of this kind at a wall clock; `zone` is asked for where it belongs to the kind.
    package func time(_ seconds: Int, zone: @autoclosure () -> TimeZoneID?) -> CalendarTime {
        let local = LocalDateTime(seconds: seconds)
        switch self {
        case .date: return .date(local.date)
        case .floating: return .floating(local)
        case .zoned: return .zoned(local, zone() ?? TimeZoneID(""))
        case .utc: return .utc(Instant(seconds: seconds))
        }
    }
}
