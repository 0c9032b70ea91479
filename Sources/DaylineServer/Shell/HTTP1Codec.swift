import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// HTTP/1.1 messages as the version-less ones of `HTTPTypes`, and what only HTTP/1.1 has to check:
/// the `Host` header, the form of the target, and which request is the last of its connection.
final class HTTP1Codec: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let isSecure: Bool
    private var version = HTTPVersion.http1_1
    /// After a refusal nothing more is read.
    private var isRefused = false

    init(isSecure: Bool) { self.isSecure = isSecure }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            version = head.version
            guard let request = HTTPRequest(head: head, isSecure: isSecure) else {
                isRefused = true
                context.fireErrorCaught(RequestRefusal(status: .badRequest))
                return
            }
            if Self.isLast(head) { context.fireUserInboundEventTriggered(LastRequest()) }
            context.fireChannelRead(wrapInboundOut(.head(request)))
        case .body(let bytes): context.fireChannelRead(wrapInboundOut(.body(bytes)))
        case .end: context.fireChannelRead(wrapInboundOut(.end(nil)))
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let response):
            let status = HTTPResponseStatus(
                statusCode: response.status.code, reasonPhrase: response.status.reasonPhrase)
            let fields = response.headerFields.map { ($0.name.rawName, $0.value) }
            let head = HTTPResponseHead(
                version: version.minor == 0 ? .http1_0 : .http1_1, status: status,
                headers: HTTPHeaders(fields))
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let bytes):
            context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
        case .end: context.write(wrapOutboundOut(.end(nil)), promise: promise)
        }
    }

    /// The decoder reads nothing after a request that asks for another protocol, whether it gets
    /// it or not. Connections of HTTP/1.0 are not kept.
    private static func isLast(_ head: HTTPRequestHead) -> Bool {
        !head.isKeepAlive || head.version.minor == 0 || head.method == .CONNECT
            || head.headers.contains(name: "upgrade")
    }
}

/// The next request is the last that the connection carries.
struct LastRequest: Sendable {}

/// A request that cannot be taken as one.
struct RequestRefusal: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
}

extension HTTPRequest {
    /// nil for what RFC 9112 §3.2 wants answered 400.
    fileprivate init?(head: HTTPRequestHead, isSecure: Bool) {
        let hosts = head.headers["host"]
        guard hosts.count == 1 || hosts.isEmpty && head.version.minor == 0,
            hosts.allSatisfy(isAuthority), let path = targetPath(head.uri),
            let method = HTTPRequest.Method(head.method.rawValue)
        else { return nil }
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        for (name, value) in head.headers {
            guard let name = HTTPField.Name(name) else { return nil }
            if name.canonicalName != "host" { fields.append(HTTPField(name: name, value: value)) }
        }
        self.init(
            method: method, scheme: isSecure ? "https" : "http", authority: hosts.first,
            path: path, headerFields: fields)
    }
}

/// Whether a text can be a host with or without a port (RFC 3986 §3.2.2). What is let through
/// stands in the URLs of answers.
func isAuthority(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._:[]%~".utf8.contains(byte)
            }
        }
}

/// Path and query of a request target in origin or absolute form, or `*`; nil for others
/// (RFC 9112 §3.2).
private func targetPath(_ target: String) -> String? {
    if target.hasPrefix("/") || target == "*" { return target }
    for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
        let rest = target.dropFirst(scheme.count)
        guard let slash = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return rest[slash] == "?" ? "/\(rest[slash...])" : String(rest[slash...])
    }
    return nil
}
