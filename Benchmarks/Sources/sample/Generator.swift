/// A seeded calendar: the same seed and count give the same bytes on every machine.
///
/// Five years of events that begin two and a half years before `today`; of them 20 % recur (with
/// excluded instances and overrides), 10 % are all-day, the timed ones are in three zones, and a
/// third of the titles are Korean, Japanese or Chinese.
public struct Generator {
    private var random: SplitMix64
    private let firstDay: Int
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// `today` in days since 1970-01-01.
    public init(seed: UInt64, today: Int) {
        random = SplitMix64(state: seed)
        firstDay = today - 913
    }

    /// Appends one VCALENDAR with `count` UIDs.
    public mutating func calendar(count: Int) {
        line("BEGIN:VCALENDAR")
        line("VERSION:2.0")
        line("PRODID:-//Dayline//benchmark data//EN")
        for zone in Zones.all { bytes.append(contentsOf: zone.component.utf8) }
        for index in 0..<count { event(index) }
        line("END:VCALENDAR")
    }

    private mutating func event(_ index: Int) {
        let kind = random.below(100)
        let day = firstDay + random.below(1826)
        if kind < 10 {
            allDay(index, day)
        } else if kind < 30 {
            series(index, day)
        } else {
            let start = stamp(day, quarter: 28 + random.below(52))
            open(index, title: Titles.pick(&random))
            let zone = Zones.pick(&random).name
            line("DTSTART;TZID=\(zone):\(start)")
            line("DURATION:PT\((1 + random.below(8)) * 15)M")
            close()
        }
    }

    private mutating func allDay(_ index: Int, _ day: Int) {
        open(index, title: Titles.pick(&random))
        line("DTSTART;VALUE=DATE:\(date(day))")
        line("DTEND;VALUE=DATE:\(date(day + 1 + random.below(4)))")
        line("TRANSP:TRANSPARENT")
        close()
    }

    private mutating func series(_ index: Int, _ someDay: Int) {
        let title = Titles.pick(&random)
        let zone = Zones.pick(&random).name
        let quarter = 28 + random.below(52)
        let (rule, day, step) = rule(someDay)
        open(index, title: title)
        line("DTSTART;TZID=\(zone):\(stamp(day, quarter: quarter))")
        line("DURATION:PT\((1 + random.below(6)) * 15)M")
        line("RRULE:\(rule)")
        if step > 0, random.below(3) == 0 {
            line("EXDATE;TZID=\(zone):\(stamp(day + step, quarter: quarter))")
        }
        close()
        guard step > 0, random.below(4) == 0 else { return }
        open(index, title: title + " (moved)")
        line("RECURRENCE-ID;TZID=\(zone):\(stamp(day + 2 * step, quarter: quarter))")
        line("DTSTART;TZID=\(zone):\(stamp(day + 2 * step, quarter: quarter + 4))")
        line("DURATION:PT30M")
        close()
    }

    /// A rule, the first day on or near `day` that it yields (so that every program agrees on
    /// the first instance), and the days between its instances where they are regular (0: not).
    /// One of five series never ends.
    private mutating func rule(_ day: Int) -> (rule: String, start: Int, step: Int) {
        let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        let weekday = codes[(day + 3) % 7]
        let dayOfMonth = Day(number: day).day
        let end = ending(after: day)
        switch random.below(20) {
        case 0: return ("FREQ=DAILY\(end)", day, 1)
        case 1: return ("FREQ=DAILY;INTERVAL=\(2 + random.below(9))\(end)", day, 0)
        case 2...7: return ("FREQ=WEEKLY;BYDAY=\(weekday)\(end)", day, 7)
        case 8...10: return ("FREQ=WEEKLY;INTERVAL=2;BYDAY=\(weekday)\(end)", day, 14)
        case 11:
            let monday = day - (day + 3) % 7
            return ("FREQ=WEEKLY;BYDAY=MO,WE,FR\(end)", monday, 0)
        case 12, 13:
            return ("FREQ=MONTHLY;BYDAY=\((dayOfMonth - 1) / 7 + 1)\(weekday)\(end)", day, 0)
        case 14, 15: return ("FREQ=MONTHLY;BYMONTHDAY=\(dayOfMonth)\(end)", day, 0)
        case 16:
            let rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1\(end)"
            return (rule, lastWorkday(ofMonthOf: day), 0)
        default: return ("FREQ=YEARLY\(end)", day, 0)
        }
    }

    private func lastWorkday(ofMonthOf day: Int) -> Int {
        var last = day
        while Day(number: last + 1).day != 1 { last += 1 }
        while (last + 3) % 7 > 4 { last -= 1 }
        return last
    }

    private mutating func ending(after day: Int) -> String {
        switch random.below(5) {
        case 0: return ""
        case 1, 2, 3: return ";COUNT=\(4 + random.below(40))"
        default:
            return ";UNTIL=\(date(day + 30 + random.below(700)))T000000Z"
        }
    }

    private mutating func open(_ index: Int, title: String) {
        line("BEGIN:VEVENT")
        line("UID:event-\(index)@benchmark.invalid")
        line("DTSTAMP:20260101T000000Z")
        line("SUMMARY:\(title)")
        if random.below(3) == 0 { line("LOCATION:Room \(random.below(400))") }
        if random.below(4) == 0 {
            line("DESCRIPTION:Agenda:\\n1. last week\\n2. next week\\, in brief")
        }
    }

    private mutating func close() { line("END:VEVENT") }

    private mutating func line(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(13)
        bytes.append(10)
    }

    private func stamp(_ day: Int, quarter: Int) -> String {
        "\(date(day))T\(twoDigits(quarter / 4 % 24))\(twoDigits(quarter % 4 * 15))00"
    }

    private func date(_ day: Int) -> String { Day(number: day).basic }
}
