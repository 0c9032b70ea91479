/// The arithmetic that a rule comes down to; the compiler takes the plainest that is exact.
///
/// Small, because a series is copied more often than it is compiled: what is rare and large is kept
/// elsewhere. Callers clip: queries below the start of the series, and above its end, never arrive
/// here.
enum RuleKernel: Sendable {
    /// Never an instance.
    case empty
    /// One instance every so many seconds.
    case stride(StrideKernel)
    /// One time on some of every seven candidate days.
    case weekday(WeekdayKernel)
    /// The same offsets every so many seconds.
    case pattern(PatternKernel)
    /// Days chosen within weeks, months or years.
    case period(PeriodKernel)
    /// Hours, minutes or seconds that do not fit a day, within chosen days.
    indirect case stepped(SteppedKernel)
    /// Days chosen within periods of another calendar.
    indirect case calendar(CalendarKernel)
    /// Daily or sub-daily instances on chosen days of another calendar.
    indirect case calendarDays(CalendarDaysKernel)

    /// The first instance in `time ... last`.
    func next(_ time: Int, through last: Int) -> Int? {
        guard time <= last else { return nil }
        let found: Int? =
            switch self {
            case .empty: nil
            case .stride(let kernel): kernel.next(time)
            case .weekday(let kernel): kernel.next(time)
            case .pattern(let kernel): kernel.next(time)
            case .period(let kernel): kernel.next(time, through: last)
            case .stepped(let kernel): kernel.next(time, through: last)
            case .calendar(let kernel): kernel.next(time, through: last)
            case .calendarDays(let kernel): kernel.next(time, through: last)
            }
        guard let found, found <= last else { return nil }
        return found
    }

    /// The last instance before `time`; one before the start is possible and not an instance.
    func previous(_ time: Int) -> Int? {
        switch self {
        case .empty: nil
        case .stride(let kernel): kernel.previous(time)
        case .weekday(let kernel): kernel.previous(time)
        case .pattern(let kernel): kernel.previous(time)
        case .period(let kernel): kernel.previous(time)
        case .stepped(let kernel): kernel.previous(time)
        case .calendar(let kernel): kernel.previous(time)
        case .calendarDays(let kernel): kernel.previous(time)
        }
    }

    /// How many instances lie between the start and `time`, exclusive.
    func rank(_ time: Int) -> Int {
        switch self {
        case .empty: 0
        case .stride(let kernel): kernel.rank(time)
        case .weekday(let kernel): kernel.rank(time)
        case .pattern(let kernel): kernel.rank(time)
        case .period(let kernel): kernel.rank(time)
        case .stepped(let kernel): kernel.rank(time)
        case .calendar(let kernel): kernel.rank(time)
        case .calendarDays(let kernel): kernel.rank(time)
        }
    }

    /// The instance with `index` before it; nil when it lies behind `last`.
    func select(_ index: Int, through last: Int) -> Int? {
        let found: Int? =
            switch self {
            case .empty: nil
            case .stride(let kernel): kernel.select(index)
            case .weekday(let kernel): kernel.select(index)
            case .pattern(let kernel): kernel.select(index)
            case .period(let kernel): kernel.select(index, through: last)
            case .stepped(let kernel): kernel.select(index, through: last)
            case .calendar(let kernel): kernel.select(index, through: last)
            case .calendarDays(let kernel): kernel.select(index, through: last)
            }
        guard let found, found <= last else { return nil }
        return found
    }

    /// Writes the instances in `from ... last` until the buffer, which is not empty, is full.
    func fill(_ out: UnsafeMutableBufferPointer<Int>, from: Int, through last: Int) -> Int {
        switch self {
        case .empty: 0
        case .stride(let kernel): kernel.fill(out, from: from, through: last)
        case .weekday(let kernel): kernel.fill(out, from: from, through: last)
        case .pattern(let kernel): kernel.fill(out, from: from, through: last)
        case .period(let kernel): kernel.fill(out, from: from, through: last)
        case .stepped(let kernel): kernel.fill(out, from: from, through: last)
        case .calendar(let kernel): kernel.fill(out, from: from, through: last)
        case .calendarDays(let kernel): kernel.fill(out, from: from, through: last)
        }
    }

    /// Whether there are no instances behind the years that a table of the calendar has.
    var endsWithCalendar: Bool {
        switch self {
        case .empty, .stride, .weekday, .pattern, .period, .stepped: false
        case .calendar(let kernel): kernel.grid.calendar.isTable
        case .calendarDays(let kernel): kernel.days.grid.calendar.isTable
        }
    }
}
