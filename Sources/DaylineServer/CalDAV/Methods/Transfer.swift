import Core
import HTTPTypes
import WebDAV

extension CalDAVService {
    /// COPY and MOVE (RFC 4918 §9.8, §9.9) within the account.
    func transfer(_ exchange: DAVExchange, isMove: Bool) async throws -> DAVResponse {
        let destination = try destination(exchange)
        let isOverwriting = try Self.isOverwriting(exchange)
        let conditions = try Conditions(exchange)
        guard destination != exchange.place else { throw DAVFailure(.forbidden) }
        switch (exchange.place, destination) {
        case (.object(let name, let calendar, _), .object(let newName, let newCalendar, _)):
            let transfer = ObjectTransfer(
                from: (calendar, name), to: (newCalendar, newName), isMove: isMove,
                isOverwriting: isOverwriting, conditions: conditions,
                rules: ObjectRules(exchange), zones: zones, quota: options.quota)
            let before = try await store.read(exchange.account) { try transfer.source($0) }
            let prepared = try IncomingObject.prepare(before.text, zones: zones)
            return try await change(exchange) { try transfer.run(prepared, $0) }
        case (.calendar(let name, _), .calendar(let newName, _)):
            let transfer = CalendarTransfer(
                from: name, to: newName, isOverwriting: isOverwriting, conditions: conditions)
            if isMove { return try await change(exchange) { try transfer.move($0) } }
            let depth = try Depth(exchange.headers, default: .infinity)
            let copies =
                depth == .zero ? [] : try await copies(of: name, exchange)
            let quota = options.quota
            return try await change(exchange) { store in
                try transfer.copy(copies, quota: quota, store)
            }
        default:
            throw DAVFailure(.forbidden, CalDAV.calendarCollectionLocationOk)
        }
    }

    /// - Throws: 400 without a `Destination` that can be read, 502 for another server's, 403 for
    ///   one that nothing of this account can have.
    private func destination(_ exchange: DAVExchange) throws(DAVFailure) -> Place {
        guard let text = exchange.headers[.destination] else { throw .badRequest }
        guard text.hasPrefix("/") || text.hasPrefix(exchange.request.origin + "/") else {
            throw DAVFailure(.badGateway)
        }
        guard let path = PathSegments(href: text, origin: exchange.request.origin) else {
            throw .badRequest
        }
        guard let place = Place(path), place.account == exchange.identity.account.name else {
            throw DAVFailure(.forbidden)
        }
        if let last = path.segments.last, last.utf8.count > CalDAVLimits.nameBytes {
            throw DAVFailure(.forbidden, Dayline.limit)
        }
        return place
    }

    /// RFC 4918 §10.6.
    private static func isOverwriting(_ exchange: DAVExchange) throws(DAVFailure) -> Bool {
        switch exchange.headers[.overwrite]?.trimmingSpaces.uppercased() {
        case nil, "T": true
        case "F": false
        default: throw .badRequest
        }
    }

    /// All objects of a calendar, ready to be stored again.
    private func copies(
        of name: String, _ exchange: DAVExchange
    ) async throws -> [CalendarTransfer.Copy] {
        let zones = zones
        return try await store.read(exchange.account) { store in
            let calendar = try store.calendar(named: name)
            guard try store.resourceCount(in: calendar.id) <= CalDAVLimits.copied else {
                throw DAVFailure(.forbidden, Dayline.limit)
            }
            let stored = try store.resourceProperties(in: calendar.id)
            var copies: [CalendarTransfer.Copy] = []
            var last: ResourceID?
            while true {
                let page = try store.resources(
                    in: calendar.id, component: nil, after: last, limit: CalDAVLimits.page)
                guard let next = page.last?.info.id else { return copies }
                last = next
                copies += try page.map { resource in
                    CalendarTransfer.Copy(
                        name: resource.info.name,
                        object: try IncomingObject.prepare(resource.text, zones: zones),
                        properties: stored[resource.info.id] ?? [])
                }
            }
        }
    }
}
