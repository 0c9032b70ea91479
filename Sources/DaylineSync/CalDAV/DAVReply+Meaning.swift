import Core
import WebDAV

extension DAVReply {
    /// When the server wants to be asked again (RFC 9110 §10.2.3); nil when it does not say, or
    /// says nonsense. A date is understood by the server's own clock.
    func retry(now: Instant) -> Instant? {
        guard let text = headers["retry-after"]?.trimmingBlanks, !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
            return now.adding(seconds: min(Int(text) ?? .max, Self.longestWait))
        }
        guard let then = HTTPDate.instant(text, now: now) else { return nil }
        let wait = then.seconds - (date(now: now) ?? now).seconds
        return now.adding(seconds: min(max(wait, 0), Self.longestWait))
    }

    /// The server's clock when it answered; nil when it does not say.
    func date(now: Instant) -> Instant? {
        headers["date"].flatMap { HTTPDate.instant($0, now: now) }
    }

    /// What names the stored bytes; nil when there is none, or a weak one.
    var strongETag: String? { headers["etag"].flatMap { ETag($0) }?.strong }

    /// Whether what was asked for was done: 2xx, and no 207 with a refusal inside.
    var isDone: Bool { status / 100 == 2 && meaning.status / 100 == 2 }

    /// The status that counts, and what the server said about it.
    ///
    /// A 207 to a request about one place is not success: some servers put the refusal inside.
    var meaning: (status: Int, error: DAVErrorBody?) {
        guard let root = isXML ? try? parseXML(body) : nil else { return (status, nil) }
        guard root.name == DAV.multistatus else {
            return (status, DAVErrorBody(in: root, base: url))
        }
        for response in root.all(DAV.response) {
            guard let item = MultistatusItem(response, base: url), let code = item.failure else {
                continue
            }
            return (code, item.error)
        }
        return (status == 207 ? 200 : status, DAVErrorBody(in: root, base: url))
    }

    /// What a dead letter says.
    var refusal: Refusal {
        let (status, error) = meaning
        let words = error?.sentence ?? ""
        return Refusal(
            status: status, reason: words.isEmpty ? plainText : words,
            precondition: error?.precondition ?? "", clashes: error?.clashes ?? [])
    }

    private static let longestWait = 7 * 86_400

    private var isXML: Bool {
        let start = body.prefix(64).drop {
            [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0)
        }
        return start.first == UInt8(ascii: "<")
            && !(headers["content-type"] ?? "").lowercased().hasPrefix("text/html")
    }

    /// The body where it is text for people; or empty.
    private var plainText: String {
        guard (headers["content-type"] ?? "text/plain").lowercased().hasPrefix("text/plain") else {
            return ""
        }
        // Four bytes a character at most.
        let text = String(decoding: body.prefix(SyncLimits.reason * 4), as: UTF8.self)
        return String(text.trimmingBlanks)
    }
}
