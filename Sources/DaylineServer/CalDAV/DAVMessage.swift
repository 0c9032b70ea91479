import HTTPTypes

/// A request that was let in: authenticated, within the limits, its body complete and decoded.
struct DAVRequest: Sendable {
    let method: HTTPRequest.Method
    /// Percent-encoded, without query.
    let path: String
    let headers: HTTPFields
    let body: [UInt8]
    let identity: Identity
    let now: WallTime
    /// Of this request, for logs and error reports.
    let id: String
    /// `https://calendar.example.org`, for `Destination` and absolute URLs; without a slash.
    let origin: String
}

/// What a request is answered. The shell adds `Date`, `Content-Length`, compression.
struct DAVResponse: Sendable {
    var status: HTTPResponse.Status
    var headers = HTTPFields()
    var body = DAVBody.bytes([])
}

/// The body of an answer.
enum DAVBody: Sendable {
    case bytes([UInt8])
    /// Written piece by piece, so that a large answer is never held as a whole. `write` returns
    /// when the piece was taken. What fails after the head was sent closes the connection.
    case pieces(
        @Sendable (_ write: @Sendable ([UInt8]) async throws -> Void) async throws -> Void)
}
