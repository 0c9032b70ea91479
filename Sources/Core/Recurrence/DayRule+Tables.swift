/// The bitmaps of every type of period; `PeriodUnit.place` numbers the types.
extension DayRule {
    /// Words in the bitmap of a year: 366 days, or 53 weeks.
    static let wordsOfYear = 6

    /// 28 words: months by length and first weekday.
    func monthBits() -> [UInt64] {
        var bits: [UInt64] = []
        bits.reserveCapacity(28)
        for length in 28...31 {
            for firstWeekday in 0..<7 {
                bits.append(days(inMonthOf: length, firstWeekday: firstWeekday))
            }
        }
        return bits
    }

    /// 14 words: weeks by which of their days are in allowed months.
    func weekBits(weekStart: Int) -> [UInt64] {
        var days: UInt64 = 0
        for index in 0..<7 where weekdays >> UInt8((weekStart + index) % 7) & 1 == 1 {
            days |= 1 << UInt64(index)
        }
        var bits: [UInt64] = []
        bits.reserveCapacity(14)
        for count in 0...7 { bits.append(days & ((1 << UInt64(count)) - 1)) }
        for count in 1...6 { bits.append(days & ~((1 << UInt64(count)) - 1)) }
        return bits
    }

    /// 14 times 6 words: years by leap day and first weekday.
    func yearBits() -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: 14 * Self.wordsOfYear)
        // These 28 years have all types, as any 28 without a century between them.
        for year in 2001...2028 {
            let place = PeriodUnit.year.place(year, weekStart: 0, months: Self.allMonths)
            let first = place.type * Self.wordsOfYear
            if bits[first..<(first + Self.wordsOfYear)].contains(where: { $0 != 0 }) { continue }
            let days = days(ofYear: year)
            for word in 0..<Self.wordsOfYear { bits[first + word] = days[word] }
        }
        return bits
    }

    /// The days of one calendar year.
    private func days(ofYear year: Int) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: Self.wordsOfYear)
        let first = CivilDate.dayNumber(year: year, month: 1, day: 1)
        var offset = 0
        for month in 1...12 {
            let length = CivilDate.daysInMonth(year: year, month: month)
            if allows(month: month) {
                let days = days(inMonthOf: length, firstWeekday: weekday(first + offset))
                bits[offset / 64] |= days << UInt64(offset % 64)
                if offset % 64 > 64 - length {
                    bits[offset / 64 + 1] |= days >> UInt64(64 - offset % 64)
                }
            }
            offset += length
        }
        limitToYearDays(&bits, length: offset)
        limitToNumbered(&bits, length: offset, firstWeekday: weekday(first))
        return bits
    }

    private func limitToYearDays(_ bits: inout [UInt64], length: Int) {
        guard !yearDays.isEmpty else { return }
        var allowed = [UInt64](repeating: 0, count: Self.wordsOfYear)
        for day in yearDays {
            let index = day > 0 ? day - 1 : length + day
            if index >= 0, index < length { allowed[index / 64] |= 1 << UInt64(index % 64) }
        }
        for word in bits.indices { bits[word] &= allowed[word] }
    }

    /// Weekdays numbered within the year, and the plain ones beside them.
    private func limitToNumbered(_ bits: inout [UInt64], length: Int, firstWeekday: Int) {
        guard countsInYear else { return }
        var allowed = [UInt64](repeating: 0, count: Self.wordsOfYear)
        for day in numbered {
            if let index = Self.index(of: day, length: length, firstWeekday: firstWeekday) {
                allowed[index / 64] |= 1 << UInt64(index % 64)
            }
        }
        for index in 0..<length where weekdays >> UInt8((firstWeekday + index) % 7) & 1 == 1 {
            allowed[index / 64] |= 1 << UInt64(index % 64)
        }
        for word in bits.indices { bits[word] &= allowed[word] }
    }

    /// 28 times 6 words: week years by first weekday and by which of three years is a leap year.
    func weekYearBits(weekStart: Int) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: 28 * Self.wordsOfYear)
        for year in 2001...2028 {
            let unit = PeriodUnit.weekYear
            let place = unit.place(year, weekStart: weekStart, months: Self.allMonths)
            let next = unit.place(year + 1, weekStart: weekStart, months: Self.allMonths)
            let count = (next.firstDay - place.firstDay) / 7
            for week in weeks {
                let index = week > 0 ? week - 1 : count + week
                guard index >= 0, index < count else { continue }
                for day in (index * 7)..<(index * 7 + 7) where allows(place.firstDay + day) {
                    bits[place.type * Self.wordsOfYear + day / 64] |= 1 << UInt64(day % 64)
                }
            }
        }
        return bits
    }

    /// Whether a day is allowed, weeks and numbered weekdays left aside.
    private func allows(_ day: Int) -> Bool {
        if hasWeekdays, weekdays >> UInt8(weekday(day)) & 1 == 0 { return false }
        let parts = CivilDate(dayNumber: day).parts
        guard allows(month: parts.month) else { return false }
        if hasMonthDays {
            let length = CivilDate.daysInMonth(year: parts.year, month: parts.month)
            let bits = monthDays | monthDaysFromEnd >> UInt32(32 - length)
            guard bits >> UInt32(parts.day - 1) & 1 == 1 else { return false }
        }
        guard !yearDays.isEmpty else { return true }
        let length = CivilDate.isLeap(parts.year) ? 366 : 365
        let first = CivilDate.dayNumber(year: parts.year, month: 1, day: 1)
        let index = day - first
        return yearDays.contains { $0 > 0 ? $0 - 1 == index : length + $0 == index }
    }
}
