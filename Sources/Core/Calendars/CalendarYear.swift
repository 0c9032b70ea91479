/// One year of a calendar: when it begins, and what months it has.
///
/// Months are meant by their index from 0, leap months counted; days by their number since
/// 1970-01-01.
public struct CalendarYear: Hashable, Sendable {
    /// As the calendar counts its years.
    public let number: Int
    /// The first day.
    public let firstDay: Int
    /// Days.
    public let length: Int
    /// 12 or 13.
    public let monthCount: Int
    /// The index of the leap month; 0, which is never one, when there is none.
    let leapIndex: Int
    /// Two bits a month: how many days it has beyond 28. The last month's are not read, its end is
    /// the year's.
    let daysBeyond28: UInt32
    /// How many months there are before this year, from some origin of the calendar's own.
    let monthsBefore: Int

    /// The day behind the last.
    public var endDay: Int { firstDay + length }

    /// The first day of a month; for `monthCount` that of the next year.
    public func start(ofMonth index: Int) -> Int {
        if index >= monthCount { return endDay }
        let before = daysBeyond28 & ((1 << UInt32(2 * index)) - 1)
        return firstDay + 28 * index + (before & 0x5555_5555).nonzeroBitCount
            + 2 * (before & 0xAAAA_AAAA).nonzeroBitCount
    }

    /// The days of a month.
    public func length(ofMonth index: Int) -> Int {
        start(ofMonth: index + 1) - start(ofMonth: index)
    }

    /// The month of a day of this year.
    public func monthIndex(containing day: Int) -> Int {
        var index = min((day - firstDay) / 28, monthCount - 1)
        while start(ofMonth: index) > day { index -= 1 }
        return index
    }

    /// What a month is called.
    public func code(ofMonth index: Int) -> MonthCode {
        guard leapIndex > 0, index >= leapIndex else { return MonthCode(index + 1) }
        return MonthCode(index, isLeap: index == leapIndex)
    }

    /// Where a month is; nil when this year has none of that name.
    public func monthIndex(of code: MonthCode) -> Int? {
        if code.isLeap { return leapIndex > 0 && code.number == leapIndex ? leapIndex : nil }
        let isBehindLeap = leapIndex > 0 && code.number > leapIndex
        let index = isBehindLeap ? code.number : code.number - 1
        return index >= 0 && index < monthCount ? index : nil
    }
}
