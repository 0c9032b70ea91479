extension CalendarSystem {
    /// The years that are known: all that touch `CivilDate.range`, or those of the table.
    public var years: ClosedRange<Int> {
        switch self {
        case .gregorian, .japanese: 1...9999
        case .buddhist: 544...10_542
        case .roc: -1910...8088
        case .chinese, .dangi, .ummAlQura: table.years
        case .hebrew: 3761...13_760
        case .islamicCivil, .islamicTabular: -640...9666
        case .coptic: -283...9716
        case .ethiopic: -7...9992
        case .ethiopicAmeteAlem: 5493...15_492
        case .indian: -78...9921
        case .persian: -621...9378
        }
    }

    /// A year; nil when it is not one of `years`.
    public func year(_ number: Int) -> CalendarYear? {
        years.contains(number) ? knownYear(number) : nil
    }

    /// The year that a day is in, by its number since 1970-01-01; nil outside `years`.
    public func year(containing day: Int) -> CalendarYear? {
        if isTable { return table.year(containing: day) }
        guard day >= CivilDate.range.lowerBound.dayNumber,
            day <= CivilDate.range.upperBound.dayNumber
        else { return nil }
        // At most one year off: a year's length is never a year away from the mean.
        var number = estimatedYear(day)
        while let year = knownYear(number) {
            if day < year.firstDay {
                number -= 1
            } else if day >= year.endDay {
                number += 1
            } else {
                return year
            }
        }
        return nil
    }

    /// The year with the month that has `count` months before it, as `monthsBefore` counts, and
    /// the index of that month; nil outside `years`.
    func month(_ count: Int) -> (year: CalendarYear, index: Int)? {
        guard let guess = yearOfMonth(count), var year = year(guess) else { return nil }
        while count < year.monthsBefore {
            guard let previous = self.year(year.number - 1) else { return nil }
            year = previous
        }
        while count >= year.monthsBefore + year.monthCount {
            guard let next = self.year(year.number + 1) else { return nil }
            year = next
        }
        return (year, count - year.monthsBefore)
    }

    /// Whether the years come from a table, and end with it.
    var isTable: Bool { self == .chinese || self == .dangi || self == .ummAlQura }

    /// Only asked of calendars that have one.
    private var table: LunarTable {
        switch self {
        case .dangi: CalendarTables.dangi
        case .ummAlQura: CalendarTables.ummAlQura
        default: CalendarTables.chinese
        }
    }

    private func knownYear(_ number: Int) -> CalendarYear? {
        switch self {
        case .gregorian, .japanese: gregorianYear(number, offset: 0)
        case .buddhist: gregorianYear(number, offset: -543)
        case .roc: gregorianYear(number, offset: 1911)
        case .chinese, .dangi, .ummAlQura: table.year(number)
        case .hebrew: hebrewYear(number)
        case .islamicCivil: islamicYear(number, epoch: -492_148)
        case .islamicTabular: islamicYear(number, epoch: -492_149)
        case .coptic: copticYear(number, number, epoch: -615_923)
        case .ethiopic: copticYear(number, number, epoch: -716_732)
        case .ethiopicAmeteAlem: copticYear(number, number - 5500, epoch: -716_732)
        case .indian: indianYear(number)
        case .persian: persianYear(number)
        }
    }

    /// The year of a day by the mean length of years, within one of it. Tables are not asked.
    private func estimatedYear(_ day: Int) -> Int {
        // Days of 400 years of the calendar's kind, and the day with which its year 0 would begin.
        let (cycle, zero, offset): (Int, Int, Int) =
            switch self {
            case .gregorian, .japanese: (146_097, -719_528, 0)
            case .buddhist: (146_097, -719_528, 543)
            case .roc: (146_097, -719_528, -1911)
            case .hebrew: (146_099, -2_092_955, 0)
            case .islamicCivil, .islamicTabular: (141_747, -492_502, 0)
            case .coptic: (146_100, -615_923, 0)
            case .ethiopic: (146_100, -716_732, 0)
            case .ethiopicAmeteAlem: (146_100, -716_732, 5500)
            case .indian: (146_097, -719_448, -78)
            case .persian: (146_097, -492_633, 0)
            case .chinese, .dangi, .ummAlQura: (146_097, -719_528, 0)
            }
        return CivilDate.floorDiv((day - zero) * 400, cycle) + offset
    }

    /// The year of a month, within one of it; nil far outside.
    private func yearOfMonth(_ count: Int) -> Int? {
        guard count.magnitude < 1_000_000 else { return nil }
        switch self {
        case .chinese, .dangi:
            // Months are counted from the first new moon of 1970.
            let guess = 1970 + CivilDate.floorDiv(count * 19, 235)
            return min(max(guess, years.lowerBound), years.upperBound)
        case .hebrew: return min(max(count * 19 / 235 + 1, years.lowerBound), years.upperBound)
        case .ummAlQura:
            let first = table.starts[0] * 1_000_000
            let month = count - CivilDate.floorDiv(first + 14_765_294, 29_530_589)
            return years.lowerBound + CivilDate.floorDiv(month, 12)
        default: return CivilDate.floorDiv(count, plainMonths)
        }
    }
}
