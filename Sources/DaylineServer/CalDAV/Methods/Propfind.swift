import Core
import HTTPTypes
import WebDAV

extension CalDAVService {
    /// PROPFIND (RFC 4918 §9.1), streamed when a calendar has many objects.
    func propfind(_ exchange: DAVExchange) async throws -> DAVResponse {
        guard exchange.place != .wellKnown else { return Self.toRoot }
        let listing = try PropertyListing(exchange, options, zones)
        let (bytes, next) = try await store.read(exchange.account) { store in
            try listing.start(store)
        }
        var response = DAVResponse(status: .multiStatus)
        response.headers[.contentType] = ContentType.xml
        response.headers[.dav] = Self.compliance
        if listing.isMinimal { response.headers[.preferenceApplied] = "return=minimal" }
        guard let next else {
            response.body = .bytes(bytes)
            return response
        }
        let store = store
        response.body = .pieces { write in
            try await write(bytes)
            var next: PropertyListing.Rest? = next
            while let rest = next {
                let (bytes, after) = try await store.read(exchange.account) { store in
                    try listing.page(rest, store)
                }
                try await write(bytes)
                next = after
            }
        }
        return response
    }
}

/// The answer to a PROPFIND, page by page.
///
/// The collection itself comes first, and with it the sync token: what changes while the pages are
/// read is then told again by the next synchronisation.
struct PropertyListing: Sendable {
    /// Objects that are still to be listed.
    struct Rest: Sendable {
        let calendar: CalendarCollection
        let after: ResourceID?
        let stored: [ResourceID: [StoredProperty]]
        var answer: MultistatusWriter
    }

    private let exchange: DAVExchange
    private let request: PropertyRequest
    private let depth: Depth
    private let options: CalDAVOptions
    private let zones: ZoneDatabase
    let isMinimal: Bool

    /// - Throws: `DAVFailure`, `XMLError`.
    init(_ exchange: DAVExchange, _ options: CalDAVOptions, _ zones: ZoneDatabase) throws {
        self.exchange = exchange
        self.options = options
        self.zones = zones
        isMinimal = exchange.preferences.isMinimal
        depth = try Depth(exchange.headers, default: .infinity)
        if depth == .infinity {
            throw DAVFailure(.forbidden, DAV.propfindFiniteDepth)
        }
        guard let body = try exchange.xml(DAV.propfind) else {
            request = .all(including: [])
            return
        }
        guard let request = try PropertyRequest(in: body) else { throw DAVFailure.badRequest }
        self.request = request
    }

    /// The resource itself, and what is in it up to the end of the first page.
    func start(_ store: some StoreReading) throws -> ([UInt8], Rest?) {
        let context = exchange.propertyContext(store, options, zones)
        let subject = try store.subject(at: exchange.place)
        var answer = MultistatusWriter()
        if depth == .zero || !exchange.preferences.isNoRoot {
            try respond(to: subject, context, &answer)
        }
        if depth == .one {
            if case .calendar(let calendar) = subject {
                let needsStored = plan(.object).needsStored
                let stored =
                    needsStored ? try store.resourceProperties(in: calendar.id) : [:]
                return try page(
                    Rest(calendar: calendar, after: nil, stored: stored, answer: answer), store)
            }
            for child in try children(of: subject, store) {
                try respond(to: child, context, &answer)
            }
        }
        answer.finish()
        return (answer.takeBytes(), nil)
    }

    /// The next page of objects.
    func page(_ rest: Rest, _ store: some StoreReading) throws -> ([UInt8], Rest?) {
        let context = exchange.propertyContext(store, options, zones)
        let plan = plan(.object)
        var answer = rest.answer
        var after = rest.after
        var isLast = false
        while !answer.isFull, !isLast {
            let infos = try store.resourceInfos(
                in: rest.calendar.id, after: after, limit: CalDAVLimits.page)
            for info in infos {
                try plan.respond(
                    to: .object(info, in: rest.calendar), stored: rest.stored[info.id] ?? [],
                    context, &answer)
            }
            isLast = infos.count < CalDAVLimits.page
            after = infos.last?.id ?? after
        }
        if isLast { answer.finish() }
        let bytes = answer.takeBytes()
        let next = Rest(
            calendar: rest.calendar, after: after, stored: rest.stored, answer: answer)
        return (bytes, isLast ? nil : next)
    }

    private func plan(_ kind: ResourceKind) -> PropertyPlan {
        PropertyPlan(request, for: kind, isMinimal: isMinimal)
    }

    private func respond(
        to subject: PropertySubject, _ context: PropertyContext,
        _ answer: inout MultistatusWriter
    ) throws {
        let plan = plan(subject.kind)
        let stored = plan.needsStored ? try context.store.stored(of: subject) : []
        try plan.respond(to: subject, stored: stored, context, &answer)
    }

    /// Of collections, only what the account may know of.
    private func children(
        of subject: PropertySubject, _ store: some StoreReading
    ) throws -> [PropertySubject] {
        switch subject {
        case .root: [.principals, .homes]
        case .principals: [.principal]
        case .homes: [.home]
        case .home: try store.collections().map { .calendar($0) }
        case .principal, .calendar, .object: []
        }
    }
}
