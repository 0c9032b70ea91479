import Testing

@testable import Core

/// Goal: what the parser takes is printed as RFC 5545 §3.3.10 writes it, and means the same.
/// Method: text in, text out, and parse(print(rule)) == rule.
@Test(
    "rules are printed in one form",
    arguments: [
        // text                                        printed
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("freq=weekly;byday=mo,We;wkst=su", "FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU"),  // any case
        ("INTERVAL=1;WKST=MO;FREQ=DAILY", "FREQ=DAILY"),  // any order; defaults are dropped
        ("FREQ=DAILY;", "FREQ=DAILY"),  // a semicolon too many
        (" FREQ=WEEKLY; BYDAY=MO, WE ;COUNT= 4", "FREQ=WEEKLY;COUNT=4;BYDAY=MO,WE"),  // spaces
        ("FREQ=MONTHLY;BYDAY=+1MO,-2TU,WE", "FREQ=MONTHLY;BYDAY=1MO,-2TU,WE"),
        ("FREQ=YEARLY;BYDAY=53MO", "FREQ=YEARLY;BYDAY=53MO"),  // in years with 53 Mondays
        ("FREQ=YEARLY;BYMONTH=03;COUNT=007", "FREQ=YEARLY;COUNT=7;BYMONTH=3"),
        ("FREQ=DAILY;UNTIL=20261123", "FREQ=DAILY;UNTIL=20261123"),
        ("FREQ=DAILY;UNTIL=20261123T140500", "FREQ=DAILY;UNTIL=20261123T140500"),
        ("FREQ=DAILY;UNTIL=20261123T140560Z", "FREQ=DAILY;UNTIL=20261123T140559Z"),
        ("FREQ=DAILY;BYSECOND=60", "FREQ=DAILY;BYSECOND=60"),  // a leap second is kept
        ("FREQ=DAILY;COUNT=1000000000", "FREQ=DAILY;COUNT=1000000000"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20300101", "FREQ=DAILY;UNTIL=20300101;COUNT=3"),
        ("FREQ=DAILY;X-NOTE=a=b;BYWODAN=1", "FREQ=DAILY;X-NOTE=a=b;BYWODAN=1"),  // kept
        ("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT", "FREQ=YEARLY"),  // says nothing new
        (
            "FREQ=SECONDLY;BYSETPOS=1,-1;BYYEARDAY=-366,1;BYMONTHDAY=-31;BYHOUR=0;BYMINUTE=59",
            "FREQ=SECONDLY;BYMINUTE=59;BYHOUR=0;BYMONTHDAY=-31;BYYEARDAY=-366,1;BYSETPOS=1,-1"
        ),
        ("FREQ=YEARLY;BYWEEKNO=-53,53,1", "FREQ=YEARLY;BYWEEKNO=-53,53,1"),
        // Other calendars (RFC 7529): any case, any order, the CLDR name
        ("rscale=chinese;freq=yearly", "RSCALE=CHINESE;FREQ=YEARLY"),
        (
            "FREQ=YEARLY;BYMONTH=6,5l;SKIP=backward;RSCALE=Hebrew",
            "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=6,5L;SKIP=BACKWARD"
        ),
        ("RSCALE=DANGI;FREQ=DAILY;BYMONTH=12L,1", "RSCALE=DANGI;FREQ=DAILY;BYMONTH=1,12L"),
        ("RSCALE=GREGORY;FREQ=MONTHLY;SKIP=OMIT", "FREQ=MONTHLY"),
        (
            "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD",
            "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD"
        ),
        ("RSCALE=ISLAMICC;FREQ=YEARLY", "RSCALE=ISLAMIC-CIVIL;FREQ=YEARLY"),
        ("RSCALE=ETHIOPIC-AMETE-ALEM;FREQ=YEARLY", "RSCALE=ETHIOAA;FREQ=YEARLY"),
        ("RSCALE=COPTIC;FREQ=YEARLY;BYMONTH=13", "RSCALE=COPTIC;FREQ=YEARLY;BYMONTH=13"),
        (
            "FREQ=YEARLY;BYYEARDAY=385;BYWEEKNO=-55;BYSETPOS=385;RSCALE=CHINESE",
            "RSCALE=CHINESE;FREQ=YEARLY;BYYEARDAY=385;BYWEEKNO=-55;BYSETPOS=385"
        ),
        ("RSCALE=HEBREW;FREQ=YEARLY;BYDAY=55SA", "RSCALE=HEBREW;FREQ=YEARLY;BYDAY=55SA"),
    ])
func printedRules(_ text: String, _ printed: String) throws {
    let rule = try RecurrenceRule(parsing: text)
    #expect(rule.description == printed)
    #expect(try RecurrenceRule(parsing: printed) == rule)
}

/// Goal: whatever is wrong has a typed error. Method: one row per sort of error.
@Test(
    "refused rules",
    arguments: [
        ("", RuleError.missingFrequency),
        ("INTERVAL=2", .missingFrequency),
        ("FREQ", .malformedPart("FREQ")),
        ("FREQ=DAILY;;COUNT=1", .malformedPart("")),
        ("=DAILY", .malformedPart("=DAILY")),
        ("FREQ=FORTNIGHTLY", .unknownFrequency("FORTNIGHTLY")),
        ("FREQ=", .unknownFrequency("")),
        ("FREQ=DAILY;FREQ=DAILY", .duplicatePart(.freq)),
        ("FREQ=DAILY;COUNT=1;COUNT=2", .duplicatePart(.count)),
        ("FREQ=DAILY;INTERVAL=0", .outOfRange(.interval, "0", allowed: 1...2_147_483_647)),
        ("FREQ=DAILY;INTERVAL=-1", .malformedValue(.interval, "-1")),
        ("FREQ=DAILY;INTERVAL=2 3", .malformedValue(.interval, "2 3")),
        ("FREQ=DAILY;X NOTE=1", .malformedPart("X NOTE=1")),
        ("FREQ=DAILY; =1", .malformedPart(" =1")),
        ("FREQ=DAILY;COUNT=0", .outOfRange(.count, "0", allowed: 1...2_147_483_647)),
        (
            "FREQ=DAILY;COUNT=99999999999999999999999999",  // no number holds it
            .outOfRange(.count, "99999999999999999999999999", allowed: 1...2_147_483_647)
        ),
        ("FREQ=DAILY;BYHOUR=24", .outOfRange(.byHour, "24", allowed: 0...23)),
        ("FREQ=DAILY;BYHOUR=+1", .malformedValue(.byHour, "+1")),
        ("FREQ=DAILY;BYSECOND=61", .outOfRange(.bySecond, "61", allowed: 0...60)),
        ("FREQ=DAILY;BYMONTH=", .malformedValue(.byMonth, "")),
        ("FREQ=DAILY;BYMONTH=1,", .malformedValue(.byMonth, "1,")),
        ("FREQ=DAILY;BYMONTH=5L", .malformedValue(.byMonth, "5L")),  // leap months are RSCALE
        ("FREQ=MONTHLY;BYMONTHDAY=0", .outOfRange(.byMonthDay, "0", allowed: -31...31)),
        ("FREQ=MONTHLY;BYMONTHDAY=-32", .outOfRange(.byMonthDay, "-32", allowed: -31...31)),
        ("FREQ=YEARLY;BYDAY=54MO", .outOfRange(.byDay, "54", allowed: -53...53)),
        ("FREQ=YEARLY;BYDAY=0MO", .outOfRange(.byDay, "0", allowed: -53...53)),
        ("FREQ=YEARLY;BYDAY=XX", .malformedValue(.byDay, "XX")),
        ("FREQ=YEARLY;BYDAY=M", .malformedValue(.byDay, "M")),
        ("FREQ=WEEKLY;BYDAY=1MO", .ordinalNotAllowed(.weekly)),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", .ordinalNotAllowed(.yearly)),
        ("FREQ=MONTHLY;BYWEEKNO=1", .notAllowed(.byWeekNumber, .monthly)),
        ("FREQ=WEEKLY;BYMONTHDAY=1", .notAllowed(.byMonthDay, .weekly)),
        ("FREQ=DAILY;BYYEARDAY=1", .notAllowed(.byYearDay, .daily)),
        ("FREQ=DAILY;BYSETPOS=1", .positionAlone),
        ("FREQ=DAILY;UNTIL=T", .malformedValue(.until, "T")),
        ("FREQ=DAILY;UNTIL=20260230", .malformedValue(.until, "20260230")),
        ("FREQ=DAILY;UNTIL=20261123T2500", .malformedValue(.until, "20261123T2500")),
        ("FREQ=DAILY;WKST=1MO", .malformedValue(.weekStart, "1MO")),
        ("FREQ=YEARLY;RSCALE=RUSSIAN", .unsupportedCalendar("RUSSIAN")),
        ("FREQ=YEARLY;BYMONTH=5L;RSCALE=Vulcan", .unsupportedCalendar("VULCAN")),
        ("RSCALE=ISLAMIC;FREQ=YEARLY", .unsupportedCalendar("ISLAMIC")),  // by sight of the moon
        ("RSCALE=ISLAMIC-RGSA;FREQ=YEARLY", .unsupportedCalendar("ISLAMIC-RGSA")),
        ("RSCALE=;FREQ=YEARLY", .unsupportedCalendar("")),
        ("RSCALE=HEBREW;RSCALE=HEBREW;FREQ=YEARLY", .duplicatePart(.calendar)),
        ("RSCALE=HEBREW;FREQ=YEARLY;SKIP=UP", .malformedValue(.skip, "UP")),
        ("RSCALE=HEBREW", .missingFrequency),
        ("RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=13", .outOfRange(.byMonth, "13", allowed: 1...12)),
        ("RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=6L", .outOfRange(.byMonth, "6", allowed: 5...5)),
        ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=13L", .outOfRange(.byMonth, "13", allowed: 1...12)),
        ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=L", .malformedValue(.byMonth, "")),
        ("RSCALE=COPTIC;FREQ=YEARLY;BYMONTH=14", .outOfRange(.byMonth, "14", allowed: 1...13)),
        ("RSCALE=COPTIC;FREQ=YEARLY;BYMONTH=5L", .malformedValue(.byMonth, "5L")),
        (
            "RSCALE=COPTIC;FREQ=YEARLY;BYYEARDAY=367",
            .outOfRange(.byYearDay, "367", allowed: -366...366)
        ),
        (
            "RSCALE=CHINESE;FREQ=YEARLY;BYYEARDAY=-386",
            .outOfRange(.byYearDay, "-386", allowed: -385...385)
        ),
        (
            "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=32",
            .outOfRange(.byMonthDay, "32", allowed: -31...31)
        ),
        ("RSCALE=CHINESE;FREQ=MONTHLY;BYWEEKNO=1", .notAllowed(.byWeekNumber, .monthly)),
        ("RSCALE=CHINESE;FREQ=YEARLY;BYSETPOS=1", .positionAlone),
        ("FREQ=YEARLY;SKIP=OMIT", .skipWithoutCalendar),
    ])
func refusedRules(_ text: String, _ error: RuleError) {
    #expect(throws: error) { try RecurrenceRule(parsing: text) }
}

/// Goal: no text is too long to be refused. Method: one byte below and above the limit.
@Test("the length of a rule is limited")
func longRules() throws {
    let head = "FREQ=DAILY;X-A="
    let fits = head + String(repeating: "a", count: RecurrenceRule.longestText - head.count)
    #expect(try RecurrenceRule(parsing: fits).unknownParts.count == 1)
    #expect(throws: RuleError.tooLong(limit: RecurrenceRule.longestText)) {
        try RecurrenceRule(parsing: fits + "a")
    }
}

/// Goal: a rule that is built is as sound as one that is parsed. Method: the same checks.
@Test("built rules are checked")
func builtRules() throws {
    let rule = try RecurrenceRule(.monthly, byDay: [WeekdayNumber(ordinal: -1, weekday: .friday)])
    #expect(rule.description == "FREQ=MONTHLY;BYDAY=-1FR")
    #expect(try rule.ending(count: 3).description == "FREQ=MONTHLY;COUNT=3;BYDAY=-1FR")
    #expect(try rule.ending(count: 3).endless == rule)
    let date = try #require(CivilDate(year: 2027, month: 1, day: 1))
    #expect(rule.ending(until: .date(date)).count == nil)
    #expect(throws: RuleError.outOfRange(.count, "0", allowed: 1...2_147_483_647)) {
        try rule.ending(count: 0)
    }
    #expect(throws: RuleError.outOfRange(.byHour, "-1", allowed: 0...23)) {
        try RecurrenceRule(.daily, byHour: [-1])
    }
    #expect(throws: RuleError.malformedValue(.byMonth, "5L")) {
        try RecurrenceRule(.yearly, byLeapMonth: [5])
    }
    #expect(throws: RuleError.outOfRange(.byMonthDay, "\(Int.min)", allowed: -31...31)) {
        try RecurrenceRule(.daily, byMonthDay: [Int.min])
    }
}

/// A line of the vectors that a strict parser must refuse.
private struct InvalidRow: Decodable {
    let dtstart: String
    let rrule: String
    let reason: String
}

/// Goal: every rule that a strict parser must refuse is refused. Method: all of them but one,
/// whose fault is its DTSTART, 40 January: the rule is sound, and the start is not read here.
@Test("invalid recurrence vectors", .enabled(if: Vectors.present))
func invalidVectors() throws {
    let rows = try Vectors.lines("recurrence_invalid.jsonl", as: InvalidRow.self)
    #expect(rows.count > 100)
    for row in rows {
        if row.dtstart == "20140140T120000" {
            #expect(throws: BadVector.self) { try vectorTime(row.dtstart) }
            continue
        }
        #expect(throws: RuleError.self, "\(row.rrule): \(row.reason)") {
            try RecurrenceRule(parsing: row.rrule)
        }
    }
}
