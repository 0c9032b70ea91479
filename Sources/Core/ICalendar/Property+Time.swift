/// DATE, DATE-TIME and PERIOD (RFC 5545 §3.3.4, §3.3.5, §3.3.9).
extension Property {
    /// The value as a time.
    ///
    /// TZID counts for more than `Z`: §3.2.19 forbids both together, and programs that write them
    /// mean the zone's wall clock. Eight digits are a date even without `VALUE=DATE`; `VALUE=DATE`
    /// with a time other than midnight is a time all the same.
    public func time() throws(ValueError) -> CalendarTime {
        let context = timeContext
        return try withValueBytes { context.time($0) }.get()
    }

    /// The value as a list of times, as EXDATE has; periods give their start.
    public func times() throws(ValueError) -> [CalendarTime] {
        try recurrenceDates().map(\.start)
    }

    /// The value as a list of times and periods, as RDATE and FREEBUSY have.
    public func recurrenceDates() throws(ValueError) -> [RecurrenceDate] {
        var dates: [RecurrenceDate] = []
        for item in recurrenceDateResults() { dates.append(try item.get()) }
        return dates
    }

    /// Those items of a list of times and periods that can be read, and why others cannot.
    public func readableRecurrenceDates() -> (dates: [RecurrenceDate], errors: [ValueError]) {
        var dates: [RecurrenceDate] = []
        var errors: [ValueError] = []
        for item in recurrenceDateResults() {
            switch item {
            case .success(let date): dates.append(date)
            case .failure(let error): errors.append(error)
            }
        }
        return (dates, errors)
    }

    /// Whether every time of the value is written as RFC 5545 says and agrees with VALUE, so that
    /// nothing had to be guessed.
    public var hasStrictTimes: Bool {
        let wantsDate = isDateValue
        let hasZone = parameter("TZID") != nil
        return withValueBytes { view in
            TimeContext.items(view).allSatisfy { item in
                let start = item.firstIndex(of: UInt8(ascii: "/"), in: 0..<item.count)
                guard case .success(let value) = TimeValue.read(item[0..<(start ?? item.count)])
                else { return false }
                return value.isStrict && (value.local == nil) == wantsDate
                    && !(hasZone && (value.local == nil || value.offset != nil))
            }
        }
    }

    private func recurrenceDateResults() -> [Result<RecurrenceDate, ValueError>] {
        let context = timeContext
        return withValueBytes { view in
            TimeContext.items(view).map { context.recurrenceDate($0) }
        }
    }

    private var timeContext: TimeContext {
        guard let zone = parameter("TZID"), !zone.isEmpty else {
            return TimeContext(zone: nil, isDate: isDateValue)
        }
        return TimeContext(zone: TimeZoneID(zone), isDate: isDateValue)
    }

    private var isDateValue: Bool {
        guard let type = parameter("VALUE") else { return false }
        return type.utf8.count == 4 && type.uppercased() == "DATE"
    }
}

/// What the parameters say about the times of a value.
private struct TimeContext {
    let zone: TimeZoneID?
    let isDate: Bool

    func time(_ view: ByteView) -> Result<CalendarTime, ValueError> {
        TimeValue.read(view).map { value in
            guard let local = value.local else { return .date(value.date) }
            if isDate, local.secondOfDay == 0 { return .date(value.date) }
            if let zone, value.offset == 0 { return .zoned(local, zone) }
            if let offset = value.offset {
                return .utc(Instant(seconds: local.seconds - offset))
            }
            if let zone { return .zoned(local, zone) }
            return .floating(local)
        }
    }

    func recurrenceDate(_ item: ByteView) -> Result<RecurrenceDate, ValueError> {
        guard let slash = item.firstIndex(of: UInt8(ascii: "/"), in: 0..<item.count) else {
            return time(item).map { RecurrenceDate(start: $0) }
        }
        let end = item[(slash + 1)..<item.count].trimmed
        return time(item[0..<slash]).flatMap { start in
            let isDuration = end.count > 0 && TimeValue.digits(end, 0, 1) == nil
            if isDuration {
                return DurationValue.read(end)
                    .map { RecurrenceDate(start: start, end: .duration($0)) }
            }
            return time(end).map { RecurrenceDate(start: start, end: .time($0)) }
        }.mapError { $0 == .empty ? .malformed(.period) : $0 }
    }

    /// The items between commas, or semicolons, which some programs write; empty ones left out.
    static func items(_ view: ByteView) -> [ByteView] {
        var items: [ByteView] = []
        var start = 0
        for index in 0...view.count {
            let isEnd =
                index == view.count || view[index] == UInt8(ascii: ",")
                || view[index] == UInt8(ascii: ";")
            guard isEnd else { continue }
            let item = view[start..<index].trimmed
            if item.count > 0 { items.append(item) }
            start = index + 1
        }
        return items
    }
}
