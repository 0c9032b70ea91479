import Core

/// The events of simulated users. Whatever a user writes carries a mark, `@17@`, so that it can be
/// found wherever it went.
enum Text {
    static func new(_ uid: String, start: Int, mark: Int) -> [UInt8] {
        let lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dayline//simulation//EN", "BEGIN:VEVENT",
            "UID:\(uid)", "DTSTAMP:20260101T000000Z", "DTSTART:\(time(start))", "DURATION:PT1H",
            "SUMMARY:made @\(mark)@", "END:VEVENT", "END:VCALENDAR", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// Hours after the beginning of 2026, as iCalendar writes it.
    static func time(_ hours: Int) -> String {
        let instant = Instant(seconds: 1_767_225_600 + hours * 3600)
        return instant.local(offset: 0).description.filter { $0 != "-" && $0 != ":" } + "Z"
    }

    /// Sets a property of the event, or takes it away.
    static func set(_ property: String, _ value: String?, in text: [UInt8]) -> [UInt8] {
        var lines = lines(text).filter { !$0.hasPrefix(property + ":") }
        if let value, let end = lines.firstIndex(of: "END:VEVENT") {
            lines.insert("\(property):\(value)", at: end)
        }
        return Array((lines + [""]).joined(separator: "\r\n").utf8)
    }

    static func uid(_ text: [UInt8]) -> String? {
        lines(text).first { $0.hasPrefix("UID:") }.map { String($0.dropFirst(4)) }
    }

    static func marks(_ text: [UInt8]?) -> Set<Int> {
        guard let text else { return [] }
        let parts = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return Set(parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) })
    }

    static func object(_ text: [UInt8]) -> CalendarObject? {
        parseICalendar(text).components.first.flatMap { try? CalendarObject(calendar: $0) }
    }

    private static func lines(_ text: [UInt8]) -> [String] {
        String(decoding: text, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }
}
