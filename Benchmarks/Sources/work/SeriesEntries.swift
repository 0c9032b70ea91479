import Core

/// What the time index keeps of a recurring event, by default an hour long.
/// - Parameters:
///   - start: `20260105T090000`.
///   - zone: nil for floating times.
public func seriesEntries(
    _ start: String, _ rule: String, seconds: Int = 3600, zone: String? = nil,
    _ zones: ZoneDatabase
) -> [IndexEntry] {
    let zone = zone.map { ";TZID=\($0)" } ?? ""
    let text = """
        BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART\(zone):\(start)\r\n\
        DURATION:PT\(seconds)S\r\nRRULE:\(rule)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n
        """
    let calendar = parseICalendar(Array(text.utf8)).components.first
    return calendar.flatMap { try? CalendarObject(calendar: $0) }?.timeIndex(zones: zones) ?? []
}
