import Core
import HTTPTypes
import WebDAV

extension CalendarReports {
    /// `CALDAV:calendar-query` (RFC 4791 §7.8): the objects that satisfy a filter.
    func query(
        _ body: XMLElement, _ exchange: DAVExchange, calendar name: String, object: String?
    ) async throws -> DAVResponse {
        let (calendar, display) = try await calendar(named: name, body, exchange)
        guard body.all(CalDAV.filter).count == 1, let element = body.first(CalDAV.filter) else {
            throw FilterError.invalid(.noComponentFilter)
        }
        let filter = try FilterReader.read(element)
        let plan = FilterPlan(filter)
        let writer = try ObjectWriter(
            body, of: calendar, exchange, display: display, zones: zones, options: options)
        var answer = QueryAnswer(
            plan, FilterMatcher(filter, display: display, zones: zones), writer)
        // Without the field RFC 3253 §3.6 says 0, by which a calendar has no objects to give:
        // nobody who leaves it out means that.
        let depth = try Depth(exchange.headers, default: .one)
        answer.candidates = try await store.read(exchange.account) { store in
            if let object {
                guard let info = try store.resourceInfo(named: object, in: calendar.id) else {
                    throw DAVFailure.notFound
                }
                return .ids([info.id])
            }
            if depth == .zero { return .ids([]) }
            return try Candidates(plan.source, in: calendar.id, display: display, store)
        }
        if object != nil { answer.isExact = false }
        return try await send(answer, exchange)
    }
}

/// Which objects a filter has to look at.
private enum Candidates: Sendable {
    case ids([ResourceID])
    /// All of a kind behind an object, in the order of their ids.
    case kind(String?, after: ResourceID?)

    /// What the store finds.
    init(
        _ source: FilterPlan.Source, in calendar: CollectionID, display: Zone,
        _ store: some StoreReading
    ) throws {
        switch source {
        case .nothing: self = .ids([])
        case .kind(let kind): self = .kind(kind, after: nil)
        case .window(let window):
            self = .ids(try store.resources(in: calendar, touching: window, display: display))
        case .uid(let kind, let matches):
            self = .ids(try Self.ids(of: kind, matches, in: calendar, store))
        }
    }

    private static func ids(
        of kind: String, _ matches: [TextMatch], in calendar: CollectionID,
        _ store: some StoreReading
    ) throws -> [ResourceID] {
        if let uid = matches.first(where: \.isExact)?.text {
            let info = try store.resourceInfo(uid: uid, in: calendar)
            let found = [info].compactMap { $0 }
            return found.filter { satisfies($0, kind, matches) }.map(\.id)
        }
        var found: [ResourceID] = []
        var last: ResourceID?
        while true {
            let page = try store.resourceInfos(
                in: calendar, after: last, limit: ReportLimits.infoPage)
            found += page.filter { satisfies($0, kind, matches) }.map(\.id)
            guard page.count == ReportLimits.infoPage else { return found }
            last = page.last?.id
        }
    }

    private static func satisfies(
        _ info: ResourceInfo, _ kind: String, _ matches: [TextMatch]
    ) -> Bool {
        info.component == kind && matches.allSatisfy { $0.matches(anyOf: [info.uid]) }
    }
}

/// The objects of a query, page by page.
private struct QueryAnswer: PagedAnswer {
    /// Whether every candidate satisfies the filter.
    var isExact: Bool
    var candidates = Candidates.ids([])
    private let needles: Set<TextNeedle>
    private var matcher: FilterMatcher
    private var writer: ObjectWriter

    init(_ plan: FilterPlan, _ matcher: FilterMatcher, _ writer: ObjectWriter) {
        isExact = plan.isExact
        needles = plan.needles
        self.matcher = matcher
        self.writer = writer
    }

    var isBounded: Bool { writer.isBounded }

    mutating func writePage(
        of store: some StoreReading, into answer: inout MultistatusWriter
    ) throws -> Bool {
        let stored = try writer.stored(store)
        let context = writer.context(store)
        func write(_ info: ResourceInfo, _ text: [UInt8]?) throws {
            try writer.write(
                info, text: writer.wantsData ? text : nil, stored: stored[info.id] ?? [],
                context, into: &answer)
        }
        if isExact, !writer.wantsData, case .kind(let kind, let last) = candidates {
            let page = try store.resourceInfos(
                in: writer.calendar.id, after: last, limit: ReportLimits.infoPage)
            for info in page where kind == nil || info.component == kind { try write(info, nil) }
            candidates = .kind(kind, after: page.last?.id ?? last)
            return page.count == ReportLimits.infoPage
        }
        let (page, hasMore) = try nextPage(store)
        for resource in page where satisfies(resource) {
            try write(resource.info, resource.text)
        }
        return hasMore
    }

    private mutating func nextPage(_ store: some StoreReading) throws -> ([Resource], Bool) {
        let (calendar, size) = (writer.calendar.id, ReportLimits.page)
        switch candidates {
        case .ids(let ids):
            if ids.isEmpty { return ([], false) }
            let page = try store.resources(Array(ids.prefix(size)), in: calendar)
            let rest = Array(ids.dropFirst(page.count))
            candidates = .ids(rest)
            return (page.found, !rest.isEmpty)
        case .kind(let kind, let last):
            let page = try store.resources(
                in: calendar, component: kind, after: last, limit: size)
            candidates = .kind(kind, after: page.last?.info.id ?? last)
            return (page, !page.isEmpty)
        }
    }

    private mutating func satisfies(_ resource: Resource) -> Bool {
        if isExact { return true }
        guard needles.allSatisfy({ $0.mayStand(in: resource.text) }),
            let calendar = parseICalendar(resource.text).components.first
        else { return false }
        return matcher.matches(calendar)
    }
}
