import Core

@testable import DaylineTUI

/// A calendar for golden screens: Monday 2026-11-23 14:05 in Seoul, five calendars, Korean,
/// Japanese, emoji, Hebrew and Arabic titles, overlaps, bars across weeks, crowded days.
enum Sample {
    static let offset = 9 * 3600
    static let zone = TimeZoneID("Asia/Seoul")
    static let now = local(11, 23, 14, 5)

    static func local(_ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0)
        -> LocalDateTime
    {
        LocalDateTime(date(month, day), secondOfDay: hour * 3600 + minute * 60)
    }

    static func date(_ month: Int, _ day: Int) -> CivilDate {
        CivilDate(dayNumber: CivilDate.dayNumber(year: 2026, month: month, day: day))
    }

    static let calendars = [
        CalendarItem(id: CalendarID(row: 1), name: "Work", rgb: 0x3B82F6),
        CalendarItem(id: CalendarID(row: 2), name: "집", rgb: 0x0B8043),
        CalendarItem(id: CalendarID(row: 3), name: "Travel ✈️", rgb: 0x8E24AA),
        CalendarItem(id: CalendarID(row: 4), name: "Holidays", rgb: 0xF4511E, isReadOnly: true),
        CalendarItem(id: CalendarID(row: 5), name: "Birthdays", rgb: 0xF6BF26, isVisible: false),
    ]

    /// A model that shows `view`, with everything loaded.
    static func model(
        _ view: ViewKind, _ size: Size = .standard, cursor: CivilDate = date(11, 23)
    ) -> Model {
        var model = Model(
            size: size, now: now, nowInstant: now.instant(offset: offset),
            zone: .fixed(offset: offset, id: zone))
        model.view = view
        model.cursor = cursor
        model.cursorMinute = 16 * 60
        model.calendars = calendars
        model.instances = instances
        model.loaded = date(10, 26)..<date(12, 7)
        model.overlapping = overlapping
        return model
    }

    static let instances: [Instance] = {
        var all = timed + allDay
        for day in 1...30 where date(11, day).weekday.rawValue < 5 {
            var daily = timed(1, "주간 스탠드업", (11, day, 9, 30), (11, day, 9, 45))
            daily.recurrenceID = daily.start
            all.append(daily)
        }
        return all.sorted {
            ($0.span.lowerBound, $1.span.upperBound) < ($1.span.lowerBound, $0.span.upperBound)
        }
    }()

    static let overlapping: [Bool] = {
        var keys: Set<InstanceKey> = []
        for one in timed {
            for other in timed where one.key != other.key && one.span.overlaps(other.span) {
                keys.insert(one.key)
            }
        }
        return instances.map { keys.contains($0.key) }
    }()

    typealias Clock = (month: Int, day: Int, hour: Int, minute: Int)

    static func timed(
        _ calendar: Int64, _ title: String, _ start: Clock, _ end: Clock, at place: String = "",
        _ status: EventStatus = .confirmed
    ) -> Instance {
        let from = local(start.month, start.day, start.hour, start.minute)
        let to = local(end.month, end.day, end.hour, end.minute)
        return Instance(
            object: ObjectID(row: Int64(from.seconds / 60) * 10 + calendar),
            calendar: CalendarID(row: calendar), uid: UID("\(from) \(title)"),
            start: .zoned(from, zone),
            span: from.instant(offset: offset)..<to.instant(offset: offset), local: from..<to,
            title: title, location: place, status: status)
    }

    static func allDay(
        _ calendar: Int64, _ title: String, _ first: (Int, Int), _ last: (Int, Int),
        at place: String = ""
    ) -> Instance {
        let from = local(first.0, first.1)
        let to = local(last.0, last.1).adding(days: 1)
        return Instance(
            object: ObjectID(row: Int64(from.seconds / 60) * 10 + calendar),
            calendar: CalendarID(row: calendar), uid: UID("\(from) \(title)"),
            start: .date(from.date),
            span: from.instant(offset: offset)..<to.instant(offset: offset), local: from..<to,
            title: title, location: place)
    }

    private static let allDay = [
        allDay(3, "Team offsite 부산", (11, 25), (11, 27), at: "해운대, Busan"),
        allDay(1, "Release freeze 🚢", (11, 12), (11, 24)),
        allDay(4, "Thanksgiving 🦃", (11, 26), (11, 26)),
        allDay(4, "문화의 날", (11, 3), (11, 3)),
        allDay(2, "김장 👨‍👩‍👧‍👦", (11, 28), (11, 29)),
        allDay(3, "Tōkyō ✈️ 東京", (10, 30), (11, 8)),
        allDay(1, "Quarter closes", (12, 1), (12, 4)),
    ]

    private static let timed = [
        timed(1, "Sprint planning", (11, 23, 14, 0), (11, 23, 15, 30), at: "Room 4"),
        timed(1, "1:1 김민수", (11, 23, 15, 0), (11, 23, 15, 30)),
        timed(2, "치과 예약 (강남)", (11, 23, 18, 0), (11, 23, 18, 45), at: "강남역 3번 출구"),
        timed(
            1, "Design review: Berlin / 디자인 검토", (11, 24, 18, 0), (11, 24, 19, 30),
            at: "https://meet.example/berlin"),
        timed(2, "Lunch with Mina 🍜", (11, 24, 12, 0), (11, 24, 13, 0)),
        timed(1, "Budget?", (11, 24, 12, 30), (11, 24, 14, 0), .tentative),
        timed(2, "ピアノのレッスン", (11, 25, 19, 0), (11, 25, 20, 0)),
        timed(1, "NYC sync", (11, 26, 23, 0), (11, 27, 0, 0)),
        timed(1, "פגישת צוות", (11, 26, 10, 0), (11, 26, 11, 0)),
        timed(1, "اجتماع الفريق", (11, 26, 10, 30), (11, 26, 12, 0), at: "القاعة ٢"),
        timed(1, "Interview 면접", (11, 26, 10, 15), (11, 26, 11, 15)),
        timed(1, "Retro", (11, 27, 16, 0), (11, 27, 17, 0), .cancelled),
        timed(2, "Gym 💪🏽", (11, 27, 6, 30), (11, 27, 7, 30)),
        timed(3, "✈️ ICN→JFK KE81", (11, 29, 23, 55), (11, 30, 15, 30), at: "Gate 251"),
        timed(2, "bad\u{1B}[31m title\u{7}\r\nsecond line", (11, 18, 8, 0), (11, 18, 9, 0)),
        timed(1, "Planning poker", (11, 19, 10, 0), (11, 19, 11, 0)),
        timed(1, "Vendor call", (11, 19, 11, 0), (11, 19, 11, 30)),
        timed(2, "은행", (11, 19, 12, 0), (11, 19, 12, 30)),
        timed(1, "Security review", (11, 19, 13, 0), (11, 19, 14, 0)),
        timed(1, "All hands", (11, 19, 16, 0), (11, 19, 17, 0)),
        timed(2, "영화 🎬", (11, 19, 20, 0), (11, 19, 22, 30)),
        timed(2, "", (11, 11, 11, 11), (11, 11, 11, 11)),
    ]
}

extension LocalDateTime {
    /// The instant of this wall clock at a fixed offset, in seconds east of UTC.
    func instant(offset: Int) -> Instant { Instant(seconds: seconds - offset) }
}
