/// What the generated events are called.
enum Titles {
    private static let words = [
        "Standup", "Review", "Lunch with Mina", "Dentist", "Sprint planning", "1:1",
        "Design critique", "Call Berlin", "Gym", "Train to Busan", "Board meeting", "Retro",
        "주간 회의", "치과 예약", "점심 약속", "디자인 검토", "부산 출장", "아이 학교 상담",
        "ピアノのレッスン", "定例会議", "项目评审", "团队午餐",
    ]

    static func pick(_ random: inout SplitMix64) -> String {
        "\(words[random.below(words.count)]) \(random.below(1000))"
    }
}

/// The three zones of the generated events, with the VTIMEZONE other programs need.
enum Zones {
    struct Entry {
        let name: String
        let component: String
    }

    static let all = [seoul, berlin, newYork]

    static func pick(_ random: inout SplitMix64) -> Entry { all[random.below(3)] }

    private static let seoul = Entry(
        name: "Asia/Seoul",
        component: lines([
            "BEGIN:VTIMEZONE", "TZID:Asia/Seoul", "BEGIN:STANDARD", "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "TZNAME:KST", "END:STANDARD",
            "END:VTIMEZONE",
        ]))

    private static let berlin = Entry(
        name: "Europe/Berlin",
        component: lines([
            "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:DAYLIGHT", "DTSTART:19810329T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
            "TZNAME:CEST", "END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:19961027T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
            "TZNAME:CET", "END:STANDARD", "END:VTIMEZONE",
        ]))

    private static let newYork = Entry(
        name: "America/New_York",
        component: lines([
            "BEGIN:VTIMEZONE", "TZID:America/New_York", "BEGIN:DAYLIGHT",
            "DTSTART:20070311T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
            "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "TZNAME:EDT", "END:DAYLIGHT",
            "BEGIN:STANDARD", "DTSTART:20071104T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "TZOFFSETFROM:-0400",
            "TZOFFSETTO:-0500", "TZNAME:EST", "END:STANDARD", "END:VTIMEZONE",
        ]))

    private static func lines(_ lines: [String]) -> String {
        lines.map { $0 + "\r\n" }.joined()
    }
}
