import HTTPTypes

extension CalDAVService {
    /// What is understood here (RFC 4918 §10.1, RFC 4791 §5.1, RFC 5689 §3.1).
    func options(_ exchange: DAVExchange) -> DAVResponse {
        guard exchange.place != .wellKnown else { return Self.toRoot }
        var response = DAVResponse(status: .ok)
        response.headers[.allow] = DAVMethod.allow(at: exchange.place)
        response.headers[.dav] = Self.compliance
        return response
    }

    /// Class 2, locks, is left out, and so is scheduling.
    static var compliance: String {
        "1, 3, access-control, calendar-access, extended-mkcol, dayline-1"
    }

    /// Where the service begins (RFC 6764 §5).
    static var toRoot: DAVResponse {
        var response = DAVResponse(status: .movedPermanently)
        response.headers[.location] = Place.root.path
        response.headers[.cacheControl] = "max-age=86400"
        return response
    }
}
