import Core
import WebDAV

/// Writes the objects of one calendar as a report asked for them: these properties, that much of
/// the data.
struct ObjectWriter: Sendable {
    let calendar: CalendarCollection
    private let exchange: DAVExchange
    private let zones: ZoneDatabase
    private let options: CalDAVOptions
    private let plan: PropertyPlan
    /// Of the calendar; objects' names are put behind it.
    private let collectionPath: String
    /// nil when no data is asked for.
    private var data: CalendarDataRenderer?
    private let expands: Bool

    /// - Throws: `DAVFailure`, `CalendarDataError`.
    init(
        _ body: XMLElement, of calendar: CalendarCollection, _ exchange: DAVExchange,
        display: Zone, zones: ZoneDatabase, options: CalDAVOptions
    ) throws {
        let asked = [DAV.prop, DAV.allprop, DAV.propname].contains { body.first($0) != nil }
        guard let request = try asked ? PropertyRequest(in: body) : .named([]) else {
            throw DAVFailure.badRequest
        }
        self.calendar = calendar
        self.exchange = exchange
        self.zones = zones
        self.options = options
        collectionPath =
            Place.calendar(calendar.name, account: exchange.identity.account.name).path
        plan = PropertyPlan(request, for: .object, isMinimal: exchange.preferences.isMinimal)
        guard plan.wantsData, let element = body.first(DAV.prop)?.first(CalDAV.calendarData)
        else {
            expands = false
            return
        }
        let asData = try CalendarDataRequest(element)
        if case .expand = asData.recurrence { expands = true } else { expands = false }
        data = CalendarDataRenderer(
            asData, display: display, zones: zones, instanceLimit: ReportLimits.instances)
    }

    /// Whether the text of objects is needed.
    var wantsData: Bool { data != nil }
    /// Whether writing an object can be refused because of how much was written.
    var isBounded: Bool { expands }

    /// Where an object is.
    func path(of name: String) -> String {
        collectionPath + PathSegments.encode(name)
    }

    /// What properties are read from; made once for many objects.
    func context(_ store: some StoreReading) -> PropertyContext {
        exchange.propertyContext(store, options, zones)
    }

    /// Properties that are kept beside objects, of all of the calendar.
    func stored(_ store: some StoreReading) throws -> [ResourceID: [StoredProperty]] {
        plan.needsStored ? try store.resourceProperties(in: calendar.id) : [:]
    }

    /// Writes the `DAV:response` of an object.
    /// - Parameters:
    ///   - text: as it is stored; nil where no data is wanted.
    ///   - href: as the client spelled it; nil for our own spelling.
    mutating func write(
        _ info: ResourceInfo, text: [UInt8]?, href: String? = nil, stored: [StoredProperty],
        _ context: PropertyContext, into answer: inout MultistatusWriter
    ) throws {
        let rendered = try text.flatMap { try data?.bytes(of: $0) }
        answer.xml.open(DAV.response)
        answer.xml.leaf(DAV.href, href ?? path(of: info.name))
        try plan.write(
            .object(info, in: calendar, data: rendered), stored: stored, context, &answer.xml)
        answer.xml.close(DAV.response)
    }
}
