import Settings
import Synchronization

/// Sends requests with libcurl: HTTP/2 where the server has it, connections kept alive, answers
/// decompressed, redirects followed with method and body.
///
/// Tasks ask, a thread of its own carries out. Cancelling a task ends its request.
final class CurlTransport: Sendable {
    typealias Reader = (BodyChunk) async throws(TransportFailure) -> Void

    /// The last one takes new requests; those before it end what they began.
    private let loops: Mutex<[CurlLoop]>
    private let systemAuthorities: String?

    /// - Parameter systemAuthorities: PEM file, instead of libcurl's own.
    init(systemAuthorities: String? = CurlTrust.systemFile) {
        self.systemAuthorities = systemAuthorities
        loops = Mutex([CurlLoop(systemAuthorities: systemAuthorities)])
    }

    deinit {
        for loop in loops.withLock(\.self) { loop.stop(now: true) }
    }

    /// Cancels what is under way, takes nothing new, and returns when libcurl is at rest. To be
    /// called before the process ends.
    func close() async {
        let all = loops.withLock(\.self)
        for loop in all { loop.stop(now: true) }
        for loop in all { await loop.gone() }
    }

    /// Forgets all connections, authorities and what servers asked for; for after the machine slept
    /// or the network changed. What is under way ends by itself.
    func reconnect() {
        loops.withLock { loops in
            loops.removeAll(where: \.isGone)
            loops.last?.stop(now: false)
            loops.append(CurlLoop(systemAuthorities: systemAuthorities))
        }
    }

    /// Sends a request and returns the whole answer. Every status is an answer, 401 too.
    ///
    /// - Parameters:
    ///   - read: takes the body of a 207 in pieces while it comes; the reply has an empty one then.
    ///     Nothing more is received while it works. What it throws ends the request and becomes its
    ///     result. It must not wait for another request of the same account: all places may be
    ///     taken by readers.
    func send(
        _ request: DAVRequest, to account: TransportAccount,
        limits: TransportLimits = .standard, isolation: isolated (any Actor)? = #isolation,
        reading read: Reader? = nil
    ) async -> Result<DAVReply, TransportFailure> {
        guard let base = CurlAddress(account.base), let first = base.target(request.target)
        else {
            return .failure(.refused("no http address: \(account.base) \(request.target)"))
        }
        guard Self.isPlain(request) else {
            return .failure(.refused("a header with a line break"))
        }
        var address = first
        var isMoved = false
        for _ in 0...limits.redirects {
            guard address.scheme == "https" || address.isLoopback || account.settings.isInsecure
            else {
                return .failure(.refused("plain http to \(address.host) is not allowed"))
            }
            let isTrusted = address.origin == base.origin
            let call = CurlCall(
                request: request, address: address,
                options: CurlOptions(account, for: address, isTrusted: isTrusted), limits: limits,
                width: account.width ?? account.settings.connections, flows: read != nil)
            var reply: DAVReply
            switch await carryOut(call, reading: read) {
            case .failure(let failure): return .failure(failure)
            case .success(let success): reply = success
            }
            let location = reply.headers["location"]
            switch CurlRedirect(status: reply.status, location: location, from: address) {
            case .refuse(let reason): return .failure(.refused(reason))
            case .follow(let next, let isPermanent):
                address = next
                isMoved = isMoved || isPermanent
            case .none:
                reply.url = address.text
                reply.isMoved = isMoved
                return .success(reply)
            }
        }
        return .failure(.refused("\(base.host) redirects more than \(limits.redirects) times"))
    }

    private func carryOut(
        _ call: CurlCall, isolation: isolated (any Actor)? = #isolation, reading read: Reader?
    ) async -> Result<DAVReply, TransportFailure> {
        if Task.isCancelled { return .failure(.cancelled) }
        let transfer = CurlTransfer(call)
        // Under the lock: after `reconnect` the former loop takes nothing new.
        let taker = loops.withLock { loops in
            loops.last.flatMap { $0.post(.start(transfer)) ? $0 : nil }
        }
        guard let loop = taker else { return .failure(.cancelled) }
        return await withTaskCancellationHandler {
            var failure: TransportFailure?
            while true {
                switch await transfer.next() {
                case .ended(let end): return failure.map { .failure($0) } ?? end
                case .chunk(let chunk, let wasHeld):
                    guard failure == nil else { continue }
                    if wasHeld { loop.post(.resume(transfer)) }
                    do throws(TransportFailure) {
                        try await read?(chunk)
                    } catch {
                        failure = error
                        loop.post(.cancel(transfer))
                    }
                }
            }
        } onCancel: {
            transfer.cancel()
            loop.post(.cancel(transfer))
        }
    }

    /// Whether nothing in it could end a line and begin another header or request.
    private static func isPlain(_ request: DAVRequest) -> Bool {
        let texts = request.headers.flatMap { [$0.name, $0.value] } + [request.method]
        return texts.allSatisfy { text in
            text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        }
    }
}
