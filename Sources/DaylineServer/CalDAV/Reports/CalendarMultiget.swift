import Core
import HTTPTypes
import WebDAV

extension CalendarReports {
    /// `CALDAV:calendar-multiget` (RFC 4791 §7.9): the objects that the client names.
    func multiget(
        _ body: XMLElement, _ exchange: DAVExchange, calendar name: String
    ) async throws -> DAVResponse {
        let (calendar, display) = try await calendar(named: name, body, exchange)
        let hrefs = body.all(DAV.href).map(\.text)
        guard !hrefs.isEmpty else { throw DAVFailure.badRequest }
        guard hrefs.count <= ReportLimits.hrefs else {
            throw DAVFailure(.forbidden, DAV.numberOfMatchesWithinLimits)
        }
        let writer = try ObjectWriter(
            body, of: calendar, exchange, display: display, zones: zones, options: options)
        var seen: Set<String> = []
        let wanted = hrefs.filter { seen.insert($0).inserted }.map {
            WantedObject($0, calendar, exchange)
        }
        return try await send(MultigetAnswer(wanted: wanted[...], writer: writer), exchange)
    }
}

/// An object that a client names.
private struct WantedObject: Sendable {
    /// The path as the client spelled it, so that it recognises it.
    let href: String
    /// nil when no object of this calendar can be there.
    let name: String?

    init(_ href: String, _ calendar: CalendarCollection, _ exchange: DAVExchange) {
        let href = href.trimmed
        let origin = exchange.request.origin
        let isAbsolute = href.lowercased().hasPrefix(origin.lowercased() + "/")
        self.href = isAbsolute ? String(href.dropFirst(origin.count)) : href
        let path = PathSegments(href: href, origin: origin)
        guard case .object(let name, let parent, let account)? = path.flatMap(Place.init),
            parent == calendar.name, account == exchange.identity.account.name
        else {
            self.name = nil
            return
        }
        self.name = name
    }
}

/// The objects of a multiget, in the order in which they were named.
private struct MultigetAnswer: PagedAnswer {
    var wanted: ArraySlice<WantedObject>
    var writer: ObjectWriter

    var isBounded: Bool { writer.isBounded }

    mutating func writePage(
        of store: some StoreReading, into answer: inout MultistatusWriter
    ) throws -> Bool {
        let stored = try writer.stored(store)
        let context = writer.context(store)
        let next = wanted.prefix(ReportLimits.page)
        let page = try store.resources(
            named: next.compactMap(\.name), in: writer.calendar.id)
        let byName = Dictionary(page.found.map { ($0.info.name, $0) }) { first, _ in first }
        var left = page.count
        while let object = wanted.first, wanted.startIndex < next.endIndex {
            if object.name != nil {
                // The others were not looked at yet.
                if left == 0 { break }
                left -= 1
            }
            wanted.removeFirst()
            guard let resource = object.name.flatMap({ byName[$0] }) else {
                answer.response(href: object.href, status: 404)
                continue
            }
            try writer.write(
                resource.info, text: writer.wantsData ? resource.text : nil, href: object.href,
                stored: stored[resource.info.id] ?? [], context, into: &answer)
        }
        return !wanted.isEmpty
    }
}
