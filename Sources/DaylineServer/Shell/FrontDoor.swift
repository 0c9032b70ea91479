import Core
import HTTPTypes
import Logging
import NIOCore
import NIOHTTPTypes

/// Answers every request: lets in who may come in, and leads to calendars, notifications, or what
/// the server says of itself.
struct FrontDoor: Sendable {
    let handler: any RequestHandler
    let authenticator: any Authenticator
    let notifications: NotificationDoor
    let probes: Probes
    /// `DAV` and `Allow` for clients that ask before they log in.
    let capabilities: HTTPFields
    let settings: ListenerSettings
    let limits: ServerLimits
    let world: World
    /// Shared by all doors of the server.
    let gate: AccountGate
    let logger: Logger
    private let metrics = RequestMetrics()
    private let dates = HTTPDate()

    init(
        handler: any RequestHandler, authenticator: any Authenticator,
        notifications: NotificationDoor, probes: Probes, capabilities: HTTPFields,
        settings: ListenerSettings, limits: ServerLimits, gate: AccountGate, world: World,
        logger: Logger
    ) {
        self.handler = handler
        self.authenticator = authenticator
        self.notifications = notifications
        self.probes = probes
        self.capabilities = capabilities
        self.settings = settings
        self.limits = limits
        self.world = world
        self.gate = gate
        self.logger = logger
    }

    /// What a request leads to.
    enum Outcome: Sendable {
        case response(DAVResponse)
        case upgrade(NotificationDoor.Admission)
    }

    func answer(_ exchange: Exchange) async {
        let begun = ContinuousClock.now
        var record = RequestRecord()
        switch exchange.arrival {
        case .refused(let status):
            record.id = RequestID.text(given: nil, random: world.random)
            let refusal = DAVResponse(status: status)
            await deliver(refusal, to: nil, on: exchange, &record)
        case .request(let head, _):
            let visit = Visit(
                head: head, peer: exchange.peer,
                id: RequestID.text(
                    given: head.headerFields[named: "X-Request-Id"], random: world.random),
                now: world.now(), isBehindProxy: settings.isBehindProxy)
            record.id = visit.id
            record.visit = visit
            await lead(visit, exchange, &record)
        }
        let took = ContinuousClock.now - begun
        metrics.record(method: record.visit?.method, status: record.status, took: took)
        logger.log(
            level: record.isProbe ? .debug : .info, "request", metadata: record.metadata(took: took)
        )
    }

    private func lead(_ visit: Visit, _ exchange: Exchange, _ record: inout RequestRecord) async {
        switch await outcome(visit, exchange, &record) {
        case .response(let response): await deliver(response, to: visit, on: exchange, &record)
        case .upgrade(let admission):
            record.status = .switchingProtocols
            var headers = admission.fields
            headers[named: "X-Request-Id"] = record.id
            if await !notifications.open(admission, headers: headers, on: exchange) {
                exchange.abort()
            }
        }
        if record.isCounted, let account = record.account { gate.leave(account) }
    }

    private func outcome(
        _ visit: Visit, _ exchange: Exchange, _ record: inout RequestRecord
    ) async -> Outcome {
        switch visit.route {
        case .wellKnown:
            .response(DAVResponse(status: .movedPermanently, headers: [.location: "/dav/"]))
        case .health: .response(.text(.ok, "ok\n"))
        case .readiness:
            await probes.isReady()
                ? .response(.text(.ok, "ready\n"))
                : .response(.text(.serviceUnavailable, "not ready\n").retrying(after: 1))
        case .metrics: .response(await metrics(for: visit))
        case .notifications: await admitted(visit, exchange, &record)
        case .root, .principals, .principal, .homes, .home, .calendar, .resource, nil:
            visit.method == .options && visit.headers[.authorization] == nil
                ? .response(DAVResponse(status: .ok, headers: capabilities))
                : await admitted(visit, exchange, &record)
        }
    }

    /// What is for those who log in.
    private func admitted(
        _ visit: Visit, _ exchange: Exchange, _ record: inout RequestRecord
    ) async -> Outcome {
        let identity: Identity
        switch await authenticator.authenticate(
            authorization: visit.headers[.authorization], address: visit.address)
        {
        case .accepted(let accepted): identity = accepted
        case .refused: return .response(.unauthorized)
        case .lockedOut(let wait):
            let seconds = Int(wait.components.seconds) + 1
            return .response(DAVResponse(status: .tooManyRequests).retrying(after: seconds))
        case .unavailable:
            return .response(DAVResponse(status: .serviceUnavailable).retrying(after: 1))
        }
        record.account = identity.account.id
        let isNotifications = visit.route == .notifications
        guard
            Permission.isGranted(
                identity.scope, method: visit.method, isNotifications: isNotifications)
        else { return .response(DAVResponse(status: .forbidden)) }
        if isNotifications {
            return notifications.outcome(for: visit, identity, on: exchange.channel)
        }
        guard gate.enter(identity.account.id) else {
            return .response(DAVResponse(status: .tooManyRequests).retrying(after: 1))
        }
        record.isCounted = true
        return .response(await handled(visit, exchange, identity))
    }

    private func handled(
        _ visit: Visit, _ exchange: Exchange, _ identity: Identity
    ) async -> DAVResponse {
        do throws(RequestRefusal) {
            let isCompressed = try ContentCoding.isCompressed(visit.headers[.contentEncoding])
            var body = try await exchange.body()
            if isCompressed { body = try ContentCoding.decoded(body, limits: limits) }
            return await handler.respond(
                to: DAVRequest(
                    method: visit.method, path: visit.path, headers: visit.headers, body: body,
                    identity: identity, now: visit.now, id: visit.id, origin: visit.origin))
        } catch {
            var response = DAVResponse(status: error.status)
            if error.status == .unsupportedMediaType {
                response.headers[.acceptEncoding] = "gzip, deflate"
            }
            return response
        }
    }

    /// For this machine, or for who has the token.
    private func metrics(for visit: Visit) async -> DAVResponse {
        let shown = visit.headers[.authorization].flatMap { field in
            field.hasPrefix("Bearer ") ? Array(field.utf8.dropFirst(7)) : nil
        }
        let hasToken =
            probes.metricsToken.flatMap { token in
                shown.map { isSame($0, Array(token.utf8)) }
            } ?? false
        guard hasToken || ListenerSettings.isLoopback(visit.address) else {
            return DAVResponse(status: .notFound)
        }
        return DAVResponse(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .bytes(await probes.metrics()))
    }

    // MARK: Sending

    private func deliver(
        _ response: DAVResponse, to visit: Visit?, on exchange: Exchange,
        _ record: inout RequestRecord
    ) async {
        var head = HTTPResponse(status: response.status, headerFields: response.headers)
        head.headerFields[.date] = dates.text(visit?.now ?? world.now())
        head.headerFields[named: "X-Request-Id"] = record.id
        let isCompressible = ContentCoding.isCompressible(response)
        if isCompressible { head.headerFields.vary(on: "Accept-Encoding") }
        let accepts = ContentCoding.acceptsGzip(visit?.headers[.acceptEncoding])
        record.status = response.status
        let writer = AnswerWriter(
            exchange: exchange, head: head, isHead: visit?.method == .head,
            isCompressible: isCompressible && accepts)
        do {
            switch response.body {
            case .bytes(let bytes): try await writer.write(bytes)
            case .pieces(let pieces):
                try await pieces { piece in try await writer.write(piece) }
            }
            try await writer.finish()
        } catch {
            await fail(writer, exchange, error, &record)
        }
        record.bytes = await writer.sent
    }

    /// An answer that broke off must not look whole.
    private func fail(
        _ writer: AnswerWriter, _ exchange: Exchange, _ error: any Error,
        _ record: inout RequestRecord
    ) async {
        record.failure = "\(type(of: error))"
        guard await !writer.isHeadSent, exchange.channel.isActive else { return exchange.abort() }
        record.status = .internalServerError
        let head = HTTPResponse(
            status: .internalServerError,
            headerFields: [.date: dates.text(world.now()), .contentLength: "0"])
        do {
            try await exchange.write([.head(head), .end(nil)])
        } catch {
            exchange.abort()
        }
    }
}

/// Whether two secrets are equal; how long it takes tells nothing of where they differ.
private func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
