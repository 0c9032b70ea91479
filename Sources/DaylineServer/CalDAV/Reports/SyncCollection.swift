import Core
import HTTPTypes
import WebDAV

extension CalendarReports {
    /// `DAV:sync-collection` (RFC 6578 §3.2): what changed since a token.
    func synchronise(
        _ body: XMLElement, _ exchange: DAVExchange, calendar name: String
    ) async throws -> DAVResponse {
        let (calendar, display) = try await calendar(named: name, body, exchange)
        let limit = try Self.checkSyncRequest(body)
        let writer = try ObjectWriter(
            body, of: calendar, exchange, display: display, zones: zones, options: options)
        let answer = try await store.read(exchange.account) { store in
            // The state of now: what changes while the answer is sent is told next time.
            guard let now = try store.collection(named: name), now.id == calendar.id else {
                throw DAVFailure.notFound
            }
            let begin = try Self.token(of: body, now, store)
            return SyncAnswer(
                from: begin, until: SyncToken(now, epoch: store.epoch), limit: limit,
                href: exchange.place.path, writer: writer)
        }
        return try await send(answer, exchange)
    }

    /// The token of the request; for a first synchronisation that of an empty state.
    private static func token(
        of body: XMLElement, _ calendar: CalendarCollection, _ store: some StoreReading
    ) throws -> SyncToken {
        let text = body.first(DAV.syncToken)?.text.trimmed ?? ""
        if text.isEmpty {
            return SyncToken(
                epoch: store.epoch, collection: calendar.id, seq: .zero, since: calendar.seq)
        }
        guard let token = SyncToken(text: text), token.epoch == store.epoch,
            token.collection == calendar.id,
            try store.changes(
                in: calendar.id, after: token.seq, since: token.since, limit: 1) != nil
        else { throw DAVFailure(.forbidden, DAV.validSyncToken) }
        return token
    }

    /// - Returns: how many changes are wanted at most.
    private static func checkSyncRequest(_ body: XMLElement) throws(DAVFailure) -> Int {
        // A calendar has no collections inside: both levels are the same (§3.3).
        let level = body.first(DAV.syncLevel)?.text.trimmed ?? "1"
        guard body.first(DAV.syncToken) != nil, level == "1" || level == "infinite" else {
            throw .badRequest
        }
        guard let limit = body.first(DAV.limit) else { return ReportLimits.changes }
        guard let number = (limit.first(DAV.nresults)?.text.trimmed).flatMap({ Int($0) }),
            number >= 0
        else { throw .badRequest }
        // A part with nothing in it would never come to an end (§3.7).
        guard number > 0 else {
            throw DAVFailure(.insufficientStorage, DAV.numberOfMatchesWithinLimits)
        }
        return min(number, ReportLimits.changes)
    }
}

/// The changes after a token, page by page, and the token that continues exactly.
private struct SyncAnswer: PagedAnswer {
    /// What was told already.
    private var seq: Seq
    private let since: Seq
    private let end: SyncToken
    /// How many changes may still be told.
    private var left: Int
    private let href: String
    private var writer: ObjectWriter

    init(
        from begin: SyncToken, until end: SyncToken, limit: Int, href: String,
        writer: ObjectWriter
    ) {
        seq = begin.seq
        since = begin.since
        self.end = end
        left = limit
        self.href = href
        self.writer = writer
    }

    var isBounded: Bool { writer.isBounded }

    mutating func writePage(
        of store: some StoreReading, into answer: inout MultistatusWriter
    ) throws -> Bool {
        let size = writer.wantsData ? ReportLimits.page : ReportLimits.infoPage
        // One more than may be told, to know whether there is more.
        let page = try store.changes(
            in: writer.calendar.id, after: seq, since: since, limit: min(size, left + 1))
        guard let page else { throw DAVFailure(.forbidden, DAV.validSyncToken) }
        let known = page.changes.filter { $0.seq <= end.seq }
        let told = known.prefix(left)
        let written = try write(Array(told), of: store, into: &answer)
        left -= written
        seq = written > 0 ? told[written - 1].seq : seq
        if written < told.count { return true }
        if told.count < known.count {
            let rest = XMLElement(DAV.numberOfMatchesWithinLimits)
            answer.response(href: href, status: 507, error: rest)
            answer.xml.leaf(DAV.syncToken, token(at: seq))
            return false
        }
        if page.hasMore, known.count == page.changes.count { return true }
        answer.xml.leaf(DAV.syncToken, end.text)
        return false
    }

    private func token(at seq: Seq) -> String {
        SyncToken(epoch: end.epoch, collection: end.collection, seq: seq, since: since).text
    }

    /// - Returns: how many of the changes were written, from the first one on.
    private mutating func write(
        _ changes: [ResourceChange], of store: some StoreReading,
        into answer: inout MultistatusWriter
    ) throws -> Int {
        let stored = try writer.stored(store)
        let context = writer.context(store)
        let ids = changes.compactMap { change in
            if case .present(let info) = change { info.id } else { nil }
        }
        let page = try writer.wantsData ? store.resources(ids, in: writer.calendar.id) : nil
        let texts = Dictionary((page?.found ?? []).map { ($0.info.id, $0.text) }) { first, _ in
            first
        }
        var left = page?.count ?? ids.count
        for (index, change) in changes.enumerated() {
            switch change {
            case .deleted(let name, _):
                answer.response(href: writer.path(of: name), status: 404)
            case .present(let info):
                // The texts of the others are for the next page.
                if left == 0 { return index }
                left -= 1
                try writer.write(
                    info, text: texts[info.id], stored: stored[info.id] ?? [], context,
                    into: &answer)
            }
        }
        return changes.count
    }
}
