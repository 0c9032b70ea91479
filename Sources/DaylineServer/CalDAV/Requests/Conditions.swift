import Core
import HTTPTypes
import WebDAV

/// What must hold of a resource before a request is carried out (RFC 9110 §13, RFC 4918 §10.4).
struct Conditions: Sendable {
    private let ifMatch: EntityTags?
    private let ifNoneMatch: EntityTags?
    private let unmodifiedSince: Instant?
    private let modifiedSince: Instant?
    private let states: IfHeader?
    private let exchange: DAVExchange

    /// - Throws: `.badRequest` for what cannot be read.
    init(_ exchange: DAVExchange) throws(DAVFailure) {
        self.exchange = exchange
        ifMatch = try Self.tags(exchange.headers, .ifMatch)
        ifNoneMatch = try Self.tags(exchange.headers, .ifNoneMatch)
        unmodifiedSince = exchange.headers[.ifUnmodifiedSince].flatMap(DAVDate.instant)
        modifiedSince = exchange.headers[.ifModifiedSince].flatMap(DAVDate.instant)
        if let text = exchange.headers[.ifState] {
            guard let states = IfHeader(text) else { throw .badRequest }
            self.states = states
        } else {
            states = nil
        }
    }

    private static func tags(
        _ headers: HTTPFields, _ name: HTTPField.Name
    ) throws(DAVFailure) -> EntityTags? {
        guard let text = headers[name] else { return nil }
        guard let tags = EntityTags(text) else { throw .badRequest }
        return tags
    }

    /// For a request that changes what is there.
    /// - Throws: `.preconditionFailed`.
    func check(_ subject: PropertySubject, _ store: some StoreReading) throws {
        switch subject {
        case .object(let info, _, _): try check(info, store)
        case .calendar(let calendar):
            try check(etag: calendar.etag(epoch: store.epoch), changed: nil, store)
        case .root, .principals, .principal, .homes, .home:
            try check(etag: "collection", changed: nil, store)
        }
    }

    /// For a request that makes what is not there yet.
    /// - Throws: `.preconditionFailed`.
    func checkNothing(at place: Place, _ store: some StoreReading) throws {
        try check(etag: nil, changed: nil, store)
    }

    /// - Parameter info: nil when there is no object yet.
    /// - Throws: `.preconditionFailed`.
    func check(_ info: ResourceInfo?, _ store: some StoreReading) throws {
        try check(etag: info?.etag, changed: info?.changed.instant, store)
    }

    private func check(
        etag: String?, changed: Instant?, _ store: some StoreReading
    ) throws {
        if let ifMatch, !ifMatch.matchesStrongly(etag) { throw DAVFailure.preconditionFailed }
        if ifMatch == nil, let unmodifiedSince, let changed, changed > unmodifiedSince {
            throw DAVFailure.preconditionFailed
        }
        if let ifNoneMatch, ifNoneMatch.matchesWeakly(etag) {
            throw DAVFailure.preconditionFailed
        }
        guard let states else { return }
        let isFulfilled = try states.isFulfilled { state, resource in
            try holds(state, resource, etag: etag, store)
        }
        guard isFulfilled else { throw DAVFailure.preconditionFailed }
    }

    /// Whether a reader has it already: 304 (RFC 9110 §13.2.2).
    func isUnchanged(etag: String, changed: Instant?) -> Bool {
        if let ifNoneMatch { return ifNoneMatch.matchesWeakly(etag) }
        if let modifiedSince, let changed { return changed <= modifiedSince }
        return false
    }

    /// For a reader: the conditions that do not lead to 304.
    /// - Throws: `.preconditionFailed`.
    func checkReading(etag: String, changed: Instant?) throws(DAVFailure) {
        if let ifMatch, !ifMatch.matchesStrongly(etag) { throw .preconditionFailed }
        if ifMatch == nil, let unmodifiedSince, let changed, changed > unmodifiedSince {
            throw .preconditionFailed
        }
    }

    /// There are no locks, so no lock token is ever a state of anything.
    private func holds(
        _ state: IfHeader.State, _ resource: String?, etag: String?,
        _ store: some StoreReading
    ) throws -> Bool {
        guard let resource else { return try holds(state, exchange.place, etag, store) }
        guard let path = PathSegments(href: resource, origin: exchange.request.origin),
            let place = Place(path), place.isOpen(to: exchange.identity.account)
        else { return false }
        if place == exchange.place { return try holds(state, place, etag, store) }
        guard case .object(let info, _, _)? = try? store.subject(at: place) else {
            return try holds(state, place, nil, store)
        }
        return try holds(state, place, info.etag, store)
    }

    private func holds(
        _ state: IfHeader.State, _ place: Place, _ etag: String?, _ store: some StoreReading
    ) throws -> Bool {
        switch state {
        case .etag(let text): return etag.map { text == "\"\($0)\"" } ?? false
        case .token(let text):
            guard case .calendar(let name, _) = place,
                let calendar = try store.collection(named: name)
            else { return false }
            return text == SyncToken(calendar, epoch: store.epoch).text
        }
    }
}

extension CalendarCollection {
    /// Of the whole calendar as one file; without quotes.
    func etag(epoch: String) -> String { "\(epoch)-\(id.row)-\(seq.number)" }
}
