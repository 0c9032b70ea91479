import Testing

@testable import Core

/// Goal: every day has one name, and every name is of its day. Method: every day that a calendar
/// knows from 1900 to 2100, there and back; names ascend day by day.
@Test("days and their names", arguments: CalendarSystem.allCases)
func roundTrip(_ calendar: CalendarSystem) throws {
    let first = CivilDate.dayNumber(year: 1900, month: 1, day: 1)
    let last = CivilDate.dayNumber(year: 2100, month: 12, day: 31)
    var before: CalendarDate?
    var known = 0
    for number in first...last {
        let day = CivilDate(dayNumber: number)
        guard let date = calendar.date(of: day) else {
            #expect(before == nil || number > first + 40_000, "a hole at \(day)")
            before = nil
            continue
        }
        known += 1
        guard calendar.day(of: date) == day else {
            Issue.record("\(calendar) \(day): \(date)")
            return
        }
        if let before {
            let isNext =
                date.day == before.day + 1 && date.month == before.month
                || date.day == 1 && date.month != before.month
            guard isNext else {
                Issue.record("\(calendar) \(day): \(before), then \(date)")
                return
            }
        }
        before = date
    }
    #expect(known > 48_000)
}

private let sumsOfICU: [(CalendarSystem, Int, UInt64)] = [
    (.gregorian, 2100, 0xD45762F7E837D0FE),
    (.hebrew, 2044, 0x58DAD88DB7BA8E32),  // ICU begins 5807 a day late
    (.islamicCivil, 2100, 0xE311B2C927FB3CB7),
    (.islamicTabular, 2100, 0x999F8C00DC11B8B1),
    (.coptic, 2100, 0x2E312B794542D23B),
    (.ethiopic, 2100, 0x306446714E8B5C73),
    (.ethiopicAmeteAlem, 2100, 0x7EE706E7C99EE99B),
    (.indian, 2100, 0x225C6BA453BC9B77),
    (.persian, 2100, 0x5A7698564C6577C9),
]

/// Goal: the closed forms are ICU's calendars. Method: one number made of the names of all days
/// from 1900 to a last year, as scripts/calendars/icu-days.cpp makes it with ICU 72.1.
@Test("closed forms are what ICU has", arguments: sumsOfICU)
func namesAsICU(_ calendar: CalendarSystem, _ lastYear: Int, _ sum: UInt64) throws {
    let first = CivilDate.dayNumber(year: 1900, month: 1, day: 1)
    let last = CivilDate.dayNumber(year: lastYear, month: 12, day: 31)
    var found: UInt64 = 14_695_981_039_346_656_037
    for number in first...last {
        let date = try #require(calendar.date(of: CivilDate(dayNumber: number)))
        for value in [date.year, date.month.number * 2 + (date.month.isLeap ? 1 : 0), date.day] {
            found = (found ^ UInt64(value)) &* 1_099_511_628_211
        }
    }
    #expect(found == sum)
}

/// Goal: the years that a calendar says it knows are those of `CivilDate.range`, or those of its
/// table, and no other. Method: the days at both ends and those beyond, and the largest numbers.
@Test("the years of a calendar", arguments: CalendarSystem.allCases)
func knownYears(_ calendar: CalendarSystem) throws {
    let years = calendar.years
    let first = try #require(calendar.year(years.lowerBound))
    let last = try #require(calendar.year(years.upperBound))
    let range = CivilDate.range
    if calendar.date(of: range.lowerBound) != nil {
        #expect(first.firstDay <= range.lowerBound.dayNumber)
        #expect(first.endDay > range.lowerBound.dayNumber)
        #expect(last.firstDay <= range.upperBound.dayNumber)
        #expect(last.endDay > range.upperBound.dayNumber)
    } else {
        #expect(calendar.date(of: CivilDate(dayNumber: first.firstDay - 1)) == nil)
        #expect(calendar.date(of: CivilDate(dayNumber: last.endDay)) == nil)
    }
    for number in [years.lowerBound - 1, years.upperBound + 1, Int.min, Int.max] {
        #expect(calendar.year(number) == nil)
    }
    for number in [Int.min, range.lowerBound.dayNumber - 1, range.upperBound.dayNumber + 1, .max] {
        #expect(calendar.date(of: CivilDate(dayNumber: number)) == nil)
    }
    for count in [Int.min, -1_000_000, 1_000_000, Int.max] {
        #expect(calendar.month(count) == nil)
    }
}

/// Goal: years follow each other without a hole, and so do their months and the numbers by which
/// months are counted. Method: all years that a calendar knows.
@Test("years and months join", arguments: CalendarSystem.allCases)
func joinedYears(_ calendar: CalendarSystem) throws {
    var end: (day: Int, month: Int)?
    for number in calendar.years {
        let year = try #require(calendar.year(number))
        var wrong = year.number != number || year.length > calendar.longestYear
        if let end { wrong = wrong || end != (year.firstDay, year.monthsBefore) }
        for index in 0..<year.monthCount {
            let start = year.start(ofMonth: index)
            let length = year.length(ofMonth: index)
            let code = year.code(ofMonth: index)
            wrong =
                wrong || length < calendar.shortestMonth || length > 31
                || year.monthIndex(of: code) != index
                || year.monthIndex(containing: start) != index
                || year.monthIndex(containing: start + length - 1) != index
                || code.number > calendar.plainMonths
            if code.isLeap {
                wrong = wrong || calendar.leapMonths?.contains(code.number) != true
            }
            let found = calendar.month(year.monthsBefore + index)
            wrong = wrong || found?.year != year || found?.index != index
        }
        guard !wrong else {
            Issue.record("\(calendar) \(number): \(year)")
            return
        }
        end = (year.endDay, year.monthsBefore + year.monthCount)
    }
}
