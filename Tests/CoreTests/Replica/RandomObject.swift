import TestTools

@testable import Core

/// Makes objects of every kind that the time index tells apart.
enum RandomObject {
    /// About the year 2026: dates, floating, UTC or zoned; single or recurring, some with excluded
    /// and overridden instances.
    static func make(_ uid: String, _ random: inout SplitMix) throws -> CalendarObject {
        let kind = Int.random(in: 0..<4, using: &random)
        let day = CivilDate(dayNumber: 20_780 + Int.random(in: -800...400, using: &random))
        let hour = Int.random(in: 0..<24, using: &random)
        let start = time("DTSTART", kind, day, hour)
        var lines = [start, length(kind, &random), "SUMMARY:\(title(&random))"]
        lines.append(
            "STATUS:\(["TENTATIVE", "CONFIRMED", "CANCELLED"].randomElement(using: &random) ?? "")")
        if Bool.random(using: &random) { lines.append("LOCATION:Room \(hour)") }
        if Int.random(in: 0..<3, using: &random) == 0 { lines.append("TRANSP:TRANSPARENT") }
        guard Int.random(in: 0..<3, using: &random) == 0 else {
            return try testObject(text: eventText(uid, lines))
        }
        let rules = [
            "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=YEARLY", "FREQ=DAILY;INTERVAL=3;COUNT=20", "FREQ=WEEKLY;COUNT=5",
        ]
        lines.append("RRULE:" + (rules.randomElement(using: &random) ?? ""))
        lines.append(time("EXDATE", kind, day.adding(days: 7), hour))
        lines.append(time("RDATE", kind, day.adding(days: 3), hour))
        guard Bool.random(using: &random) else {
            return try testObject(text: eventText(uid, lines))
        }
        let moved = day.adding(days: Int.random(in: -3...3, using: &random))
        let override = [
            "END:VEVENT", "BEGIN:VEVENT", "UID:\(uid)", time("RECURRENCE-ID", kind, day, hour),
            time("DTSTART", kind, moved, (hour + 5) % 24), "SUMMARY:moved",
        ]
        return try testObject(text: eventText(uid, lines + override))
    }

    private static func time(_ name: String, _ kind: Int, _ day: CivilDate, _ hour: Int) -> String {
        let date = day.description.filter { $0 != "-" }
        let time = "\(date)T\(hour < 10 ? "0" : "")\(hour)3000"
        return switch kind {
        case 0: "\(name);VALUE=DATE:\(date)"
        case 1: "\(name):\(time)"
        case 2: "\(name):\(time)Z"
        default: "\(name);TZID=\(hour % 2 == 0 ? "Europe/Berlin" : "America/New_York"):\(time)"
        }
    }

    private static func length(_ kind: Int, _ random: inout SplitMix) -> String {
        let days = ["P1D", "P2D", "P9D", "P400D"]
        let times = ["PT0S", "PT30M", "PT3H", "PT26H", "P1D", "P20D"]
        return "DURATION:" + ((kind == 0 ? days : times).randomElement(using: &random) ?? "")
    }

    private static func title(_ random: inout SplitMix) -> String {
        ["Lunch", "팀 회의", "Standup", "東京", ""].randomElement(using: &random) ?? ""
    }
}
