import Crypto
import Foundation
import NIOCore
import NIOSSL
import NIOTLS

/// TLS of the notification channel, as the account's other requests have it.
struct LinkSecurity: Sendable {
    private let context: NIOSSLContext
    /// nil for an address: it has no name that could be asked for (RFC 6066 §3).
    private let name: String?
    private let pin: String?

    /// - Throws: what is wrong with the account's files.
    init(_ endpoint: LinkEndpoint) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        if let file = endpoint.certificateAuthority {
            configuration.additionalTrustRoots = [
                .certificates(try NIOSSLCertificate.fromPEMFile(file))
            ]
        }
        if let file = endpoint.clientCertificate {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(file)
                .map { .certificate($0) }
            let key = endpoint.clientKey ?? file
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        }
        context = try NIOSSLContext(configuration: configuration)
        let isAddress = (try? SocketAddress(ipAddress: endpoint.host, port: 0)) != nil
        name = isAddress ? nil : endpoint.host
        pin = endpoint.pin
    }

    func addHandlers(to pipeline: ChannelPipeline.SynchronousOperations) throws {
        try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
        if let pin { try pipeline.addHandler(PinHandler(pin: pin)) }
    }
}

/// The server's key is not the one that the account trusts.
struct WrongPin: Error, Hashable, Sendable, CustomStringConvertible {
    var description: String { "the server's key is not the pinned one" }
}

/// Tells the handlers behind it that there is a connection only when the server's key was seen to
/// be the right one: before that, they would send the password.
private final class PinHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private let pin: String

    init(pin: String) { self.pin = pin }

    func channelActive(context: ChannelHandlerContext) {}

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent {
            guard isRight(context) else {
                context.fireErrorCaught(WrongPin())
                context.close(promise: nil)
                return
            }
            context.fireChannelActive()
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func isRight(_ context: ChannelHandlerContext) -> Bool {
        let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
        guard let key = try? certificate?.extractPublicKey().toSPKIBytes() else { return false }
        return "sha256//" + Data(SHA256.hash(data: key)).base64EncodedString() == pin
    }
}
