import Testing

@testable import Core

/// Berlin's clock, in which floating times and dates are read.
let alertRules = AlertRules(display: testBerlin)

let testBerlin = testZones.zone(TimeZoneID("Europe/Berlin")) ?? .utc

/// `2026-11-23T12:00:00` in UTC.
func utc(_ text: String) throws -> Instant {
    let digits = text.filter { $0.isNumber }
    let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<12].map { range in
        Int(digits.dropFirst(range.lowerBound).prefix(range.count)) ?? 0
    }
    let local = try #require(
        LocalDateTime(
            year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4]))
    return Zone.utc.instant(at: local)
}

/// `11-23 12:00`: a moment in UTC without its year.
func short(_ instant: Instant) -> String {
    let text = instant.description
    return String(text.dropFirst(5).prefix(5) + " " + text.dropFirst(11).prefix(5))
}

/// The lines of an alarm.
func alarm(_ lines: String..., action: String = "DISPLAY") -> [String] {
    ["BEGIN:VALARM", "ACTION:\(action)", "DESCRIPTION:x"] + lines + ["END:VALARM"]
}

/// An object with one event and its alarms.
func alerting(_ lines: [String], _ alarms: [String] = []) throws -> CalendarObject {
    try testObject(text: eventText("a", lines + alarms))
}

extension CalendarObject {
    /// When its alerts of some days are due.
    func dues(
        from: String, days: Int = 7, _ rules: AlertRules = alertRules
    ) throws -> [String] {
        let start = try utc(from)
        return alerts(
            in: start..<start.adding(seconds: days * 86_400), rules: rules, zones: testZones
        ).map { short($0.due) }
    }
}
