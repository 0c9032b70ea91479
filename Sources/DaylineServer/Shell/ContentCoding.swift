import HTTPTypes

/// Which contents travel compressed (RFC 9110 §8.4).
enum ContentCoding {
    /// The smallest body that is worth it, in bytes.
    static let threshold = 1024

    /// Whether an answer may be compressed for clients that accept it.
    ///
    /// One with an `ETag` never is: the tag is strong and names these bytes, and clients send it
    /// back in `If-Match`, where a weak or suffixed one would not match. Objects are small; what
    /// is large, multistatus, has no tag.
    static func isCompressible(_ response: DAVResponse) -> Bool {
        let headers = response.headers
        guard headers[.eTag] == nil, headers[.contentEncoding] == nil,
            response.status.kind == .successful, response.status != .noContent,
            let type = headers[.contentType]?.lowercased()
        else { return false }
        return type.hasPrefix("text/") || type.hasPrefix("application/xml")
            || type.hasPrefix("application/json")
    }

    /// Whether `Accept-Encoding` lets gzip be used (RFC 9110 §12.5.3); no header does not.
    static func acceptsGzip(_ field: String?) -> Bool {
        var any = false
        for entry in (field ?? "").lowercased().split(separator: ",") {
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let coding = parts.first else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
            let isWanted = quality.flatMap { Double($0.dropFirst(2)) } != 0
            if coding == "gzip" || coding == "x-gzip" { return isWanted }
            if coding == "*" { any = isWanted }
        }
        return any
    }

    /// Whether the body of a request with this `Content-Encoding` is compressed.
    /// - Throws: 415 for a coding that is not known here.
    static func isCompressed(_ coding: String?) throws(RequestRefusal) -> Bool {
        switch coding?.lowercased() {
        case nil, "identity": false
        case "gzip", "x-gzip", "deflate": true
        default: throw RequestRefusal(status: .unsupportedMediaType)
        }
    }

    /// A compressed request body as it was before.
    /// - Throws: 413 for what grows too much, 400 for broken data.
    static func decoded(
        _ body: [UInt8], limits: ServerLimits
    ) throws(RequestRefusal) -> [UInt8] {
        do throws(GzipInflater.Failure) {
            return try GzipInflater.inflated(body, limit: limits.body, ratio: limits.inflation)
        } catch {
            switch error {
            case .tooLarge: throw RequestRefusal(status: .contentTooLarge)
            case .malformed: throw RequestRefusal(status: .badRequest)
            }
        }
    }
}
