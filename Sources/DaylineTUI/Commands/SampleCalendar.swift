import Core

/// The events of the demonstration: around today, in three zones, of every kind.
struct SampleCalendar {
    let today: CivilDate
    let zone: Zone
    let zones: ZoneDatabase

    /// One calendar with its events.
    struct Part: Sendable {
        let name: String
        let color: RGB
        var drafts: [EventDraft]
    }

    private var monday: CivilDate { today.startOfWeek(first: .monday) }
    private static let seoul = TimeZoneID("Asia/Seoul")
    private static let newYork = TimeZoneID("America/New_York")

    func parts() throws(RuleError) -> [Part] {
        [
            Part(name: "Work", color: RGB(packed: 0x4a90d9), drafts: try work()),
            Part(name: "Home", color: RGB(packed: 0x3fa45b), drafts: try home()),
            Part(name: "서울 팀", color: RGB(packed: 0xd9822b), drafts: try seoulTeam()),
        ]
    }

    private func work() throws(RuleError) -> [EventDraft] {
        [
            try timed("Stand-up", -14, 9.5, 0.25, rule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            try timed(
                "Sprint planning", 0, 14, 1.5, place: "Room 4", rule: "FREQ=WEEKLY;INTERVAL=2"),
            try timed("1:1 김민수", -7, 15, 0.5, rule: "FREQ=WEEKLY"),
            try timed("Design review / 디자인 검토", 1, 13, 1.5, place: "Berlin"),
            try timed("NYC sync", -7 + 3, 10, 1, in: SampleCalendar.newYork, rule: "FREQ=WEEKLY"),
            try timed("Release", 4, 16, 2, notes: "Tag, build, publish.\nThen cake."),
            try timed("Retrospective", 4, 17, 1, rule: "FREQ=WEEKLY;INTERVAL=2"),
            try days("Team offsite 부산", 2, 3),
            try timed("Board meeting", 8, 11, 2, status: .tentative),
            try days("Conference", 17, 6),
        ]
    }

    private func home() throws(RuleError) -> [EventDraft] {
        let offset = today.dayNumber - monday.dayNumber
        var flight = try timed("Flight ICN → JFK ✈️", 6, 23.5, 0, in: SampleCalendar.seoul)
        flight.end = .zoned(
            LocalDateTime(monday.adding(days: 6), secondOfDay: 23 * 3600 + 1800),
            SampleCalendar.newYork)
        return [
            try timed("Lunch with Mina 🍜", offset, 12.5, 1, place: "Noodle bar"),
            try timed("Dentist 치과", 0, 18, 0.75, place: "강남"),
            try timed("Piano ピアノのレッスン", -12, 19, 1, rule: "FREQ=WEEKLY"),
            try timed("عشاء مع ليلى", 5, 20, 2),
            try timed("Night train", 11, 22.25, 8.5, place: "Platform 7"),
            try timed("Drinks", -30, 19, 3, rule: "FREQ=MONTHLY;BYDAY=-1FR"),
            try timed("Gym", 1, 7, 1, status: .cancelled),
            try days("Mum’s birthday", 9, 1, rule: "FREQ=YEARLY"),
            try days("Holidays", 12, 9),
            flight,
        ]
    }

    private func seoulTeam() throws(RuleError) -> [EventDraft] {
        [
            try timed("주간 스탠드업", -14, 10, 0.5, in: SampleCalendar.seoul, rule: "FREQ=WEEKLY"),
            try timed(
                "분기 회의", -60, 17, 1.5, in: SampleCalendar.seoul, rule: "FREQ=MONTHLY;BYDAY=2TU"),
        ]
    }

    /// `day` counts from the Monday of this week; `start` and `length` in hours.
    private func timed(
        _ title: String, _ day: Int, _ start: Double, _ length: Double,
        in other: TimeZoneID? = nil, place: String = "", notes: String = "",
        rule: String? = nil, status: EventStatus = .confirmed
    ) throws(RuleError) -> EventDraft {
        let local = LocalDateTime(monday.adding(days: day), secondOfDay: Int(start * 3600))
        let end = local.adding(seconds: Int(length * 3600))
        let id = other ?? zone.id
        func time(_ local: LocalDateTime) -> CalendarTime {
            id == Zone.utc.id ? .utc(Instant(seconds: local.seconds)) : .zoned(local, id)
        }
        return EventDraft(
            title: title, start: time(local), end: time(end), location: place, notes: notes,
            rule: try parsed(rule), status: status)
    }

    private func days(
        _ title: String, _ day: Int, _ count: Int, rule: String? = nil
    ) throws(RuleError) -> EventDraft {
        let first = monday.adding(days: day)
        return EventDraft(
            title: title, start: .date(first), end: .date(first.adding(days: count)),
            rule: try parsed(rule))
    }

    private func parsed(_ rule: String?) throws(RuleError) -> RecurrenceRule? {
        guard let rule else { return nil }
        return try RecurrenceRule(parsing: rule)
    }
}
