import TestTools

@testable import Core

/// Recurring events that come close to each other: few hours of the day, those of clock changes
/// among them, in zones that change at other times, with excluded and moved instances.
struct RandomBusy {
    var random: SplitMix

    static let zones = [
        "Europe/Berlin", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Antarctica/Troll", "Pacific/Apia", "Europe/Dublin", "floating", "UTC", "date",
    ]
    static let rules = [
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=5", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,TU", "FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=YEARLY;BYYEARDAY=100,-100",
        "FREQ=DAILY;BYMONTH=3", "FREQ=WEEKLY;BYMONTH=10;BYDAY=SU", "FREQ=HOURLY;INTERVAL=7",
        "FREQ=DAILY;BYHOUR=2,9,15", "FREQ=MONTHLY;BYDAY=MO,SU;BYHOUR=1,9;BYSETPOS=3",
        "FREQ=WEEKLY;INTERVAL=2;BYMONTH=3,10;BYDAY=SU", "RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1",
        "FREQ=DAILY;COUNT=40", "FREQ=WEEKLY;UNTIL=20270401T000000Z", "FREQ=YEARLY;BYWEEKNO=13",
    ]

    mutating func pick<Element>(_ values: [Element], else other: Element) -> Element {
        values.randomElement(using: &random) ?? other
    }

    mutating func object(_ uid: String) throws -> CalendarObject {
        let zone = pick(Self.zones, else: "UTC")
        let day = CivilDate(dayNumber: 20_440 + Int.random(in: 0..<500, using: &random))
        let time = pick([0, 1, 2, 3, 9, 10], else: 9) * 3600 + pick([0, 0, 1800], else: 0)
        let start = LocalDateTime(day, secondOfDay: time)
        var rule = pick(Self.rules, else: "FREQ=DAILY")
        if zone == "date" { rule = rule.replacingPrefix("FREQ=HOURLY", "FREQ=DAILY") }
        var lines = line("DTSTART", zone, start) + length(zone) + "RRULE:\(rule)\n"
        if Bool.random(using: &random) {
            lines += line("EXDATE", zone, start.adding(days: pick([0, 7, 14, 5], else: 0)))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            lines += line("RDATE", zone, start.adding(days: pick([1, 3, 400], else: 1)))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            let id = start.adding(days: pick([0, 7, 35], else: 0))
            let range = Bool.random(using: &random) ? ";RANGE=THISANDFUTURE" : ""
            lines += "---\n" + line("RECURRENCE-ID\(range)", zone, id)
            let moved = id.adding(seconds: zone == "date" ? 86_400 : pick([-3600, 5400], else: 0))
            // Sometimes the event becomes one of whole days.
            let kind = Int.random(in: 0..<4, using: &random) == 0 ? "date" : zone
            lines += line("DTSTART", kind, moved) + length(kind)
        }
        return try testObject(lines, uid: uid)
    }

    /// An event that does not recur.
    mutating func single(_ uid: String) throws -> CalendarObject {
        let zone = pick(Self.zones.filter { $0 != "date" }, else: "UTC")
        let day = CivilDate(dayNumber: 20_440 + Int.random(in: 0..<800, using: &random))
        let start = LocalDateTime(day, secondOfDay: pick([1, 2, 3, 9, 10], else: 9) * 3600)
        return try testObject(line("DTSTART", zone, start) + length(zone), uid: uid)
    }

    private mutating func length(_ zone: String) -> String {
        let lengths =
            zone == "date" ? ["P1D", "P3D"] : ["PT30M", "PT1H", "PT1H", "PT90M", "PT5H", "P1D"]
        return "DURATION:\(pick(lengths, else: "PT1H"))\n"
    }

    private func line(_ name: String, _ zone: String, _ time: LocalDateTime) -> String {
        let digits = time.description.filter { $0 != "-" && $0 != ":" }
        return switch zone {
        case "date": "\(name);VALUE=DATE:\(digits.prefix(8))\n"
        case "floating": "\(name):\(digits)\n"
        case "UTC": "\(name):\(digits)Z\n"
        default: "\(name);TZID=\(zone):\(digits)\n"
        }
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, _ other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
