import Testing

@testable import Core

/// A calendar object from the lines of its components, one property a line; `DTSTAMP` and a UID
/// are added, and lines that begin with `---` start another `VEVENT`.
func testObject(_ lines: String, uid: String = "series") throws -> CalendarObject {
    var text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
    for component in lines.split(separator: "---\n") {
        text += "BEGIN:VEVENT\r\nUID:\(uid)\r\nDTSTAMP:20200101T000000Z\r\n"
        for line in component.split(separator: "\n") { text += line + "\r\n" }
        text += "END:VEVENT\r\n"
    }
    text += "END:VCALENDAR\r\n"
    let calendar = try #require(parseICalendar(Array(text.utf8)).components.first)
    return try CalendarObject(calendar: calendar)
}

/// `20260105T09 20260112T093000`: when instances start as written, of the years 2000 to 2050 and up
/// to a limit; minutes and seconds are left out when both are 0.
func testStarts(_ object: CalendarObject?, limit: Int = 12) throws -> String {
    guard let object else { return "" }
    let berlin = try testZone("Europe/Berlin")
    let window = Instant(seconds: 946_684_800)..<Instant(seconds: 2_524_608_000)
    return object.instances(in: window, zones: testZones, display: berlin, limit: limit)
        .map { instance in
            let text = instance.start.valueText
            return text.hasSuffix("0000") ? String(text.dropLast(4)) : text
        }
        .joined(separator: " ")
}

/// A wall clock in Berlin from `20260105T09` or `20260105T093000`, a date from `20260105`, UTC
/// with a trailing `Z`, floating with a trailing `F`.
func testTime(_ text: String) throws -> CalendarTime {
    var digits = text
    let mark = digits.last.flatMap { "ZF".contains($0) ? $0 : nil }
    if mark != nil { digits.removeLast() }
    let parts = digits.split(separator: "T")
    let day = try #require(Int(parts[0]))
    let date = try #require(
        CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100))
    guard parts.count == 2 else { return .date(date) }
    let clock = try #require(Int(parts[1].count == 2 ? parts[1] + "0000" : parts[1]))
    let second = clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100
    let local = LocalDateTime(date, secondOfDay: second)
    switch mark {
    case "Z": return .utc(Instant(seconds: local.seconds))
    case "F": return .floating(local)
    default: return .zoned(local, TimeZoneID("Europe/Berlin"))
    }
}

/// The moment at which tests edit.
let editTime = Instant(seconds: 1_780_000_000)
