/// A TZ string: one offset, or two with the yearly days of change (POSIX.1 §8.3, RFC 9636 §3.3.1).
struct PosixZone: Hashable, Sendable {
    /// The offset named first; "standard" even where, as in Ireland, it is that of summer.
    let standard: ZoneType
    /// The other offset and its yearly beginning and end.
    let daylight: Daylight?

    struct Daylight: Hashable, Sendable {
        let type: ZoneType
        let start: PosixDay
        let end: PosixDay
    }

    /// `standard`, and the other one if there is one.
    var types: [ZoneType] { [standard] + (daylight.map { [$0.type] } ?? []) }

    /// When the other offset begins and ends in `year`, in UTC seconds.
    func period(of year: Int) -> (start: Int, end: Int)? {
        guard let daylight else { return nil }
        return (
            daylight.start.wallClock(in: year) - standard.offset,
            daylight.end.wallClock(in: year) - daylight.type.offset
        )
    }

    /// All changes after a zone's last listed one: the years up to a whole 400-year cycle, and a
    /// year beyond it.
    /// - Parameter last: UTC second; nil when none is listed, so that the string speaks for all
    ///   years from 0 on.
    /// - Returns: changes whose type 0 is `standard` and 1 is `daylight`, and where the cycle
    ///   begins; nil when nothing changes.
    func changes(after last: Int?) -> (changes: [ZoneChange], cycleStart: Int?) {
        guard daylight != nil else { return ([], nil) }
        let limits = ZoneTable.instantLimits
        let known = last.map { min(max($0, limits.lowerBound), limits.upperBound) }
        let firstYear = known.map { Instant(seconds: $0).local(offset: 0).date.year - 1 } ?? -1
        var changes: [ZoneChange] = []
        changes.reserveCapacity(2 * 406)
        for year in firstYear...(firstYear + 405) {
            guard let period = period(of: year), let next = self.period(of: year + 1) else { break }
            let start = ZoneChange(instant: period.start, type: 1)
            let end = ZoneChange(instant: period.end, type: 0)
            if period.end < period.start {
                changes.append(end)
                changes.append(start)
            } else {
                // An end that the next beginning swallows means the other offset all year.
                changes.append(start)
                if period.end < next.start { changes.append(end) }
            }
        }
        // Only hours near ±167 at the turn of the year put them out of order.
        if !zip(changes, changes.dropFirst()).allSatisfy({ $0.instant <= $1.instant }) {
            changes.sort { $0.instant < $1.instant }
        }
        if let last { changes.removeAll { $0.instant <= last } }
        let startDay = CivilDate.dayNumber(year: firstYear + 3, month: 1, day: 1)
        return (changes, startDay * 86_400)
    }
}

/// A day of the year with a time of day, in any year.
struct PosixDay: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        /// `Jn`: 1...365, 29 February never counts.
        case julian(Int)
        /// `n`: 0...365, 29 February counts.
        case dayOfYear(Int)
        /// `Mm.w.d`: weekday 0 is Sunday; week 5 is the last.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    let form: Form
    /// Seconds after midnight; −167 h … +167 h.
    let time: Int

    /// Wall-clock seconds since 1970.
    func wallClock(in year: Int) -> Int { dayNumber(in: year) * 86_400 + time }

    private func dayNumber(in year: Int) -> Int {
        switch form {
        case .julian(let day):
            let leapDay = day >= 60 && CivilDate.isLeap(year) ? 1 : 0
            return CivilDate.dayNumber(year: year, month: 1, day: 1) + day - 1 + leapDay
        case .dayOfYear(let day):
            return CivilDate.dayNumber(year: year, month: 1, day: 1) + day
        case .weekday(let month, let week, let weekday):
            let first = CivilDate.dayNumber(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday, 4 when Sunday is 0.
            let offset = CivilDate.floorMod(weekday - first - 4, 7) + (week - 1) * 7
            let length = CivilDate.daysInMonth(year: year, month: month)
            return first + (offset < length ? offset : offset - 7)
        }
    }
}
