import HTTPTypes

extension DAVResponse {
    /// Asks for a password or a token (RFC 7617, RFC 6750).
    static var unauthorized: DAVResponse {
        var headers = HTTPFields()
        for challenge in [#"Basic realm="Dayline", charset="UTF-8""#, #"Bearer realm="Dayline""#] {
            headers.append(HTTPField(name: .wwwAuthenticate, value: challenge))
        }
        return DAVResponse(status: .unauthorized, headers: headers)
    }

    static func text(_ status: HTTPResponse.Status, _ text: String) -> DAVResponse {
        DAVResponse(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .bytes(Array(text.utf8)))
    }

    /// With the number of seconds after which it is worth another try.
    func retrying(after seconds: Int) -> DAVResponse {
        var response = self
        response.headers[.retryAfter] = "\(seconds)"
        return response
    }
}

extension HTTPFields {
    /// Says that the answer depends on a request header too (RFC 9110 §12.5.5).
    mutating func vary(on name: String) {
        self[.vary] = self[.vary].map { "\($0), \(name)" } ?? name
    }
}
