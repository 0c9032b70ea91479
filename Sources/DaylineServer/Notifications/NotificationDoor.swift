import HTTPTypes
import NIOCore
import NIOWebSocket

/// Where a request becomes a notification socket.
struct NotificationDoor: Sendable {
    let hub: NotificationHub

    /// What was agreed in the handshake.
    struct Admission: Sendable {
        let fields: HTTPFields
        let start: CatchUp.Start
        let member: SocketRegistry.Member
    }

    /// Looks at the handshake of who was let in.
    func outcome(
        for visit: Visit, _ identity: Identity, on channel: any Channel
    ) -> FrontDoor.Outcome {
        switch Handshake.answer(to: visit.head, isMultiplexed: visit.isMultiplexed) {
        case .refused(let status, let fields):
            return .response(DAVResponse(status: status, headers: fields))
        case .accepted(let fields):
            guard let start = Self.start(query: visit.query) else {
                return .response(DAVResponse(status: .badRequest))
            }
            guard let member = hub.admit(identity, on: channel) else {
                return .response(DAVResponse(status: .tooManyRequests).retrying(after: 60))
            }
            return .upgrade(Admission(fields: fields, start: start, member: member))
        }
    }

    /// Answers the handshake.
    /// - Returns: false when the peer is gone.
    func open(_ admission: Admission, headers: HTTPFields, on exchange: Exchange) async -> Bool {
        let member = admission.member
        do {
            try await exchange.upgrade(headers) {
                let socket = NotificationSocket(limits: hub.limits, hub: hub, member: member)
                let loop = member.channel.eventLoop
                let queue = hub.limits.queue
                try member.channel.syncOptions?.setOption(
                    .writeBufferWaterMark, value: .init(low: queue / 2, high: queue))
                hub.registry.join(member, NIOLoopBound(socket, eventLoop: loop))
                let decoder = WebSocketFrameDecoder(maxFrameSize: hub.limits.message)
                return [ByteToMessageHandler(decoder), socket]
            }
        } catch {
            hub.leave(member)
            return false
        }
        hub.catchUp(member, from: admission.start)
        return true
    }

    /// From `since=CURSOR`; nil for what is no cursor.
    private static func start(query: String?) -> CatchUp.Start? {
        for parameter in (query ?? "").split(separator: "&") where parameter.hasPrefix("since=") {
            return Cursor(text: parameter.dropFirst(6)).map { .cursor($0) }
        }
        return .now
    }
}
