/// The calendars that are closed forms (E. M. Reingold and N. Dershowitz, "Calendrical
/// Calculations", and ICU 72, with which they agree day by day).
extension CalendarSystem {
    /// - Parameter offset: what makes a Gregorian year of the calendar's number.
    func gregorianYear(_ number: Int, offset: Int) -> CalendarYear {
        let gregorian = number + offset
        let isLeap = CivilDate.isLeap(gregorian)
        return CalendarYear(
            number: number,
            firstDay: CivilDate.dayNumber(year: gregorian, month: 1, day: 1),
            length: isLeap ? 366 : 365, monthCount: 12, leapIndex: 0,
            // From December down to January: 31 is 3, 30 is 2, February 0 or 1.
            daysBeyond28: 0b11_10_11_10_11_11_10_11_10_11_00_11 | (isLeap ? 0b0100 : 0),
            monthsBefore: number * 12)
    }

    /// Coptic and Ethiopic years: twelve months of 30 days, then five or six.
    /// - Parameters:
    ///   - count: the year as it is counted from `epoch`, where it would be year 0.
    func copticYear(_ number: Int, _ count: Int, epoch: Int) -> CalendarYear {
        CalendarYear(
            number: number, firstDay: epoch + 365 * count + CivilDate.floorDiv(count, 4),
            length: CivilDate.floorMod(count, 4) == 3 ? 366 : 365, monthCount: 13, leapIndex: 0,
            daysBeyond28: 0b10_10_10_10_10_10_10_10_10_10_10_10_10, monthsBefore: number * 13)
    }

    /// The tabular Islamic calendar: 11 leap years in 30.
    /// - Parameter epoch: the first day of year 1.
    func islamicYear(_ number: Int, epoch: Int) -> CalendarYear {
        func start(_ year: Int) -> Int {
            epoch + 354 * (year - 1) + CivilDate.floorDiv(3 + 11 * year, 30)
        }
        let firstDay = start(number)
        return CalendarYear(
            number: number, firstDay: firstDay, length: start(number + 1) - firstDay,
            monthCount: 12, leapIndex: 0, daysBeyond28: 0b01_10_01_10_01_10_01_10_01_10_01_10,
            monthsBefore: number * 12)
    }

    /// The Saka years of India, bound to the Gregorian ones: they begin on its 81st day.
    func indianYear(_ number: Int) -> CalendarYear {
        let isLeap = CivilDate.isLeap(number + 78)
        return CalendarYear(
            number: number,
            firstDay: CivilDate.dayNumber(year: number + 78, month: 1, day: 1) + 80,
            length: isLeap ? 366 : 365, monthCount: 12, leapIndex: 0,
            daysBeyond28: 0b10_10_10_10_10_10_11_11_11_11_11_10 | (isLeap ? 1 : 0),
            monthsBefore: number * 12)
    }

    /// The Persian calendar with 8 leap years in 33.
    func persianYear(_ number: Int) -> CalendarYear {
        func start(_ year: Int) -> Int {
            -492_268 + 365 * (year - 1) + CivilDate.floorDiv(8 * year + 21, 33)
        }
        let firstDay = start(number)
        return CalendarYear(
            number: number, firstDay: firstDay, length: start(number + 1) - firstDay,
            monthCount: 12, leapIndex: 0, daysBeyond28: 0b01_10_10_10_10_10_11_11_11_11_11_11,
            monthsBefore: number * 12)
    }

    /// A Hebrew year, from Tishri to Elul.
    func hebrewYear(_ number: Int) -> CalendarYear {
        let firstDay = hebrewNewYear(number)
        let length = hebrewNewYear(number + 1) - firstDay
        let isLeap = isHebrewLeap(number)
        // Tishri … Shevat; Heshvan and Kislev differ with the length of the year.
        let first: UInt32 =
            switch length % 10 {
            case 3: 0b10_01_01_01_10
            case 5: 0b10_01_10_10_10
            default: 0b10_01_10_01_10
            }
        // Adar … Elul, Adar I before them in a leap year.
        let rest: UInt32 = 0b01_10_01_10_01_10_01
        return CalendarYear(
            number: number, firstDay: firstDay, length: length, monthCount: isLeap ? 13 : 12,
            leapIndex: isLeap ? 5 : 0,
            daysBeyond28: first | (isLeap ? 0b10 << 10 | rest << 12 : rest << 10),
            monthsBefore: hebrewMonths(before: number))
    }

    private func isHebrewLeap(_ number: Int) -> Bool { (7 * number + 1) % 19 < 7 }

    /// Months from the Creation to a year: 235 in 19 years.
    private func hebrewMonths(before number: Int) -> Int { (235 * number - 234) / 19 }

    /// The first of Tishri: the day of its new moon, put off by the four rules.
    private func hebrewNewYear(_ number: Int) -> Int {
        let months = hebrewMonths(before: number)
        // 29 days and 13,753 of a day's 25,920 parts a month, from 11 hours and 204 parts on; days
        // end at noon here, which is the rule of the late new moon.
        let parts = months * 13_753 + 12_084
        var day = months * 29 + parts / 25_920
        let rest = parts % 25_920
        switch day % 7 {
        case 2, 4, 6: day += 1  // not on Sunday, Wednesday, Friday
        case 1 where rest >= 16_404 && !isHebrewLeap(number): day += 2  // the year would have 356
        case 0 where rest >= 23_269 && isHebrewLeap(number - 1): day += 1  // 382 days before it
        default: break
        }
        return day - 2_092_590
    }
}
