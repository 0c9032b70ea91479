import Core
import HTTPTypes
import WebDAV

/// Answers the reports on calendars and their objects.
struct CalendarReports<Store: CalendarStore>: CalendarReporter {
    let store: Store
    let zones: ZoneDatabase
    let options: CalDAVOptions

    init(store: Store, zones: ZoneDatabase, options: CalDAVOptions = CalDAVOptions()) {
        self.store = store
        self.zones = zones
        self.options = options
    }

    func report(_ body: XMLElement, _ exchange: DAVExchange) async throws -> DAVResponse? {
        do {
            switch (body.name, exchange.place) {
            case (CalDAV.calendarQuery, .calendar(let name, _)):
                return try await query(body, exchange, calendar: name, object: nil)
            case (CalDAV.calendarQuery, .object(let object, let name, _)):
                return try await query(body, exchange, calendar: name, object: object)
            case (CalDAV.calendarMultiget, .calendar(let name, _)),
                (CalDAV.calendarMultiget, .object(_, let name, _)):
                return try await multiget(body, exchange, calendar: name)
            case (DAV.syncCollection, .calendar(let name, _)):
                return try await synchronise(body, exchange, calendar: name)
            case (CalDAV.freeBusyQuery, .calendar(let name, _)):
                return try await freeBusy(body, exchange, calendar: name)
            default: return nil
            }
        } catch let error as FilterError {
            throw DAVFailure(error)
        } catch let error as CalendarDataError {
            throw DAVFailure(error)
        }
    }

    /// The calendar of a report and the zone that it is asked in.
    func calendar(
        named name: String, _ body: XMLElement, _ exchange: DAVExchange
    ) async throws -> (calendar: CalendarCollection, display: Zone) {
        let found = try await store.read(exchange.account) { try $0.collection(named: name) }
        guard let found else { throw DAVFailure.notFound }
        let display = try QueryZone.zone(of: body, collection: found.zone, zones: zones)
        return (found, display)
    }
}

extension DAVFailure {
    /// The preconditions of RFC 4791 §7.8, RFC 7809 §5.1.3.
    init(_ error: FilterError) {
        switch error {
        case .invalid: self.init(.forbidden, CalDAV.validFilter)
        case .unsupported(let element, let name):
            let filter = XMLElement(element, attributes: [XMLName("", "name"): name])
            self.init(
                .forbidden, XMLElement(CalDAV.supportedFilter, children: [.element(filter)]))
        case .unsupportedCollation: self.init(.forbidden, CalDAV.supportedCollation)
        case .invalidZone: self.init(.forbidden, CalDAV.validCalendarData)
        case .unknownZone: self.init(.forbidden, CalDAV.validTimezone)
        }
    }

    init(_ error: CalendarDataError) {
        switch error {
        case .unsupportedType: self.init(.forbidden, CalDAV.supportedCalendarData)
        case .malformed: self.init(.badRequest)
        case .tooManyInstances: self.init(.forbidden, DAV.numberOfMatchesWithinLimits)
        }
    }
}
