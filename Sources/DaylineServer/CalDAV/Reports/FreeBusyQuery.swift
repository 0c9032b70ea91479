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
            guard calendar.components.contains("VFREEBUSY") else {
                return BusyPeriods(events, in: range.window)
            }
            var busy = BusyPeriods(events, in: range.window)
            try busy.addFreeBusy(of: calendar.id, display: display, zones, store)
            return busy
        }
        var response = DAVResponse(status: .ok)
        response.headers[.contentType] = ContentType.calendar
        response.body = .bytes(busy.calendar(stamp: exchange.request.now.instant).bytes)
        return response
    }
}

/// Merged stretches of time, each with how sure it is that it is taken.
struct BusyPeriods: Sendable {
    /// `FBTYPE` (RFC 5545 §3.2.9), the surest first.
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case busy = "BUSY"
        case unavailable = "BUSY-UNAVAILABLE"
        case tentative = "BUSY-TENTATIVE"
    }

    private let window: Range<Instant>
    private var spans: [Kind: [Range<Instant>]] = [:]

    init(_ busy: [BusyTime], in window: Range<Instant>) {
        self.window = window
        for time in busy { add(time.span, time.isTentative ? .tentative : .busy) }
    }

    mutating func add(_ span: Range<Instant>, _ kind: Kind) {
        let inside = span.clamped(to: window)
        if !inside.isEmpty { spans[kind, default: []].append(inside) }
    }

    /// Of each kind those stretches that no surer kind takes, by their starts.
    func merged() -> [(kind: Kind, spans: [Range<Instant>])] {
        var taken: [Range<Instant>] = []
        return Kind.allCases.compactMap { kind in
            let own = Self.union(spans[kind] ?? [])
            let left = own.flatMap { Self.subtracting(taken, from: $0) }
            taken = Self.union(taken + own)
            return left.isEmpty ? nil : (kind, left)
        }
    }

    /// Sorted, without gaps of no length.
    private static func union(_ spans: [Range<Instant>]) -> [Range<Instant>] {
        var merged: [Range<Instant>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, span.lowerBound <= last.upperBound {
                let end = max(last.upperBound, span.upperBound)
                merged[merged.count - 1] = last.lowerBound..<end
            } else {
                merged.append(span)
            }
        }
        return merged
    }

    /// What is left of a span without others, which are sorted and apart.
    private static func subtracting(
        _ others: [Range<Instant>], from span: Range<Instant>
    ) -> [Range<Instant>] {
        var left: [Range<Instant>] = []
        var start = span.lowerBound
        for other in others where other.overlaps(span) {
            if other.lowerBound > start { left.append(start..<other.lowerBound) }
            start = max(start, other.upperBound)
        }
        if start < span.upperBound { left.append(start..<span.upperBound) }
        return left
    }
}

extension BusyPeriods {
    /// A `VCALENDAR` with one `VFREEBUSY`.
    func calendar(stamp: Instant) -> Component {
        var properties = [
            Property.time(.dtstamp, .utc(stamp)), .time(.dtstart, .utc(window.lowerBound)),
            .time(.dtend, .utc(window.upperBound)),
        ]
        for (kind, spans) in merged() {
            for span in spans {
                let (start, end) = (CalendarTime.utc(span.lowerBound), span.upperBound)
                properties.append(
                    Property(
                        .freebusy, "\(start.valueText)/\(CalendarTime.utc(end).valueText)",
                        parameters: kind == .busy ? [] : [Parameter("FBTYPE", kind.rawValue)]))
            }
        }
        return Component(
            "VCALENDAR",
            properties: [
                Property(.version, "2.0"), .text(.prodid, CalendarObject.productID),
            ], components: [Component("VFREEBUSY", properties: properties)])
    }

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
            guard page.count == ReportLimits.page else { return }
            last = page.last?.info.id
        }
    }
}
