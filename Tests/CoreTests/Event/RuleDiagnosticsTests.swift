import Testing

@testable import Core

/// Goal: rules that yield nothing, or never reach their COUNT, are told with their line; others
/// are not. Method: one rule a row, from Monday 5 January 2026, 9:00 UTC.
@Test(
    "rules that are told of",
    arguments: [
        ("FREQ=MONTHLY;BYDAY=53MO", "never yields an instance"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never yields an instance"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "never yields an instance"),
        ("FREQ=DAILY;UNTIL=20251231T000000Z", "never yields an instance"),
        ("FREQ=DAILY;COUNT=1000000000", "ends only after the year 9999"),
        ("FREQ=YEARLY;COUNT=7975", "ends only after the year 9999"),
        ("FREQ=SECONDLY;INTERVAL=1000;COUNT=2000000000", "ends only after the year 9999"),
        ("FREQ=YEARLY;COUNT=7974", ""),  // 2026 … 9999
        ("FREQ=SECONDLY;COUNT=1000000000", ""),  // 32 years
        ("FREQ=DAILY;COUNT=1000000000;UNTIL=20300101T000000Z", ""),  // UNTIL ends it
        ("FREQ=DAILY", ""),
        ("FREQ=YEARLY;BYDAY=53MO", ""),  // years with 53 Mondays
        ("FREQ=DAILY;UNTIL=20260105T090000Z", ""),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ""),
        ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L;SKIP=FORWARD", ""),  // RFC 7529
        ("RSCALE=CHINESE;FREQ=YEARLY;COUNT=300", ""),  // the table ends, the calendar does not
        ("RSCALE=HEBREW;FREQ=YEARLY;COUNT=9999", "ends only after the year 9999"),
        ("RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=31", "never yields an instance"),
    ])
func ruleDiagnostics(_ rule: String, _ reason: String) throws {
    let object = try testObject("DTSTART:20260105T090000Z\nRRULE:\(rule)\n")
    let found = object.diagnostics(zones: testZones)
    #expect(found.map(\.message) == (reason.isEmpty ? [] : ["rule \(rule) \(reason)"]))
    #expect(found.allSatisfy { $0.line == 8 && $0.severity == .warning })
}

@Test("a rule that cannot be expanded from its start is told of")
func ruleBesideItsStart() throws {
    let object = try testObject("DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=HOURLY\n")
    guard case .event(.badRule(let text, _)) = object.diagnostics(zones: testZones).first?.kind
    else {
        Issue.record("no diagnostic")
        return
    }
    #expect(text == "FREQ=HOURLY")
}

/// Goal: a rule that is not compiled for its diagnostics needs none. Method: all plain rules of
/// small parts, from starts that are hard to meet again; the compiled rule decides.
@Test("plain rules yield, and reach their COUNT")
func plainRules() throws {
    let parts = [
        "", ";BYDAY=MO", ";BYDAY=-4SU,4TH", ";BYMONTH=2", ";BYMONTHDAY=28", ";BYMONTHDAY=-28",
        ";BYMONTH=2;BYMONTHDAY=-1", ";BYMONTH=2;BYDAY=WE", ";BYMONTH=12;BYDAY=-4SU",
    ]
    var checked = 0
    for freq in [Frequency.daily, .weekly, .monthly, .yearly] {
        for interval in 1...RecurrenceRule.plainInterval {
            for part in parts {
                let text =
                    "FREQ=\(freq.rawValue);INTERVAL=\(interval);"
                    + "COUNT=\(RecurrenceRule.plainCount)\(part)"
                guard let rule = try? RecurrenceRule(parsing: text), rule.isPlain else { continue }
                for start in ["20240229T090000", "20251231T235959", "59991231T000000"] {
                    let series = try RuleSeries(
                        rule, start: vectorTime(start), isDate: false, until: nil)
                    let count = series.count(before: LocalDateTime(seconds: Int.max))
                    #expect(count == RecurrenceRule.plainCount, "\(text) from \(start)")
                    checked += 1
                }
            }
        }
    }
    #expect(checked > 200)
}

@Test(
    "rules that have to be compiled",
    arguments: [
        "FREQ=DAILY;INTERVAL=7", "FREQ=DAILY;COUNT=101", "FREQ=DAILY;UNTIL=20270101",
        "FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=5MO", "FREQ=MONTHLY;BYMONTHDAY=29",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTH=2", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;BYYEARDAY=366", "FREQ=YEARLY;BYWEEKNO=53", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5",
        "FREQ=DAILY;BYHOUR=9", "FREQ=YEARLY;BYMONTH=2", "FREQ=MONTHLY;BYMONTH=2",
    ])
func rulesToCompile(_ text: String) throws {
    #expect(try !RecurrenceRule(parsing: text).isPlain)
}

/// Goal: a calendar that is not known costs the rule, not the event, and is told with its name.
/// Method: one event, read.
@Test("a rule of an unknown calendar is told of")
func ruleOfUnknownCalendar() throws {
    let object = try testObject("DTSTART:20260105T090000Z\nRRULE:RSCALE=RUSSIAN;FREQ=YEARLY\n")
    #expect(object.master?.rules.isEmpty == true)
    #expect(
        object.diagnostics(zones: testZones).map(\.message).filter { $0.contains("RUSSIAN") }
            .count == 1)
}
