import Core
import HTTPTypes
import WebDAV

extension CalendarReports {
    /// `CALDAV:free-busy-query` (RFC 4791 §7.10): when a calendar's owner has no time.
    func freeBusy(
        _ body: XMLElement, _ exchange: DAVExchange, calendar name: String
    ) async throws -> DAVResponse {
        let (calendar, display) = try await calendar(named: name, body, exchange)
        guard let range = body.first(CalDAV.timeRange).flatMap(TimeRange.init(attributesOf:)),
            range.start != nil, range.end != nil
        else { throw DAVFailure.badRequest }
        let zones = zones
        let busy = try await store.read(exchange.account) { store in
            let events = try store.busyTime(
                in: calendar.id, touching: range.window, display: display,
                limit: ReportLimits.busyTimes)
            var busy = BusyPeriods(events, in: range.window)
            if calendar.components.contains("VFREEBUSY") {
                try busy.addFreeBusy(of: calendar.id, display: display, zones, store)
            }
            return busy
        }
        var response = DAVResponse(status: .ok)
        response.headers[.contentType] = ContentType.calendar
        response.body = .bytes(busy.calendar(stamp: exchange.request.now.instant).bytes)
        return response
    }
}

extension BusyPeriods {
    /// Takes in what `VFREEBUSY` components of the calendar say.
    fileprivate mutating func addFreeBusy(
        of calendar: CollectionID, display: Zone, _ zones: ZoneDatabase,
        _ store: some StoreReading
    ) throws {
        var last: ResourceID?
        while true {
            let page = try store.resources(
                in: calendar, component: "VFREEBUSY", after: last, limit: ReportLimits.page)
            for resource in page {
                guard let object = parseICalendar(resource.text).components.first else { continue }
                let matcher = TimeMatcher(display: display, zones: zones)
                let resolver = ZoneResolver(database: zones, calendar: object)
                for property in object.components("VFREEBUSY").flatMap({ $0.all(.freebusy) }) {
                    let type = property.parameter("FBTYPE")?.uppercased() ?? "BUSY"
                    if type == "FREE" { continue }
                    // Types that nobody knows are busy (RFC 5545 §3.2.9).
                    let kind = Kind(rawValue: type) ?? .busy
                    for span in matcher.spans(of: property, resolver) { add(span, kind) }
                }
            }
            guard let next = page.last?.info.id else { return }
            last = next
        }
    }
}
