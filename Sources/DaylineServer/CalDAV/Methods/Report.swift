import HTTPTypes
import WebDAV

extension CalDAVService {
    /// REPORT (RFC 3253 §3.6): those on principals and properties here, those on calendar data by
    /// `reports`.
    func report(_ exchange: DAVExchange) async throws -> DAVResponse {
        guard let body = try exchange.xml() else { throw DAVFailure.badRequest }
        switch body.name {
        case DAV.expandProperty: return try await expandProperty(body, exchange)
        case DAV.principalPropertySearch:
            return try await principalSearch(body, exchange)
        case DAV.principalSearchPropertySet: return Self.searchableProperties
        default:
            if let response = try await reports.report(body, exchange) { return response }
            throw DAVFailure(.forbidden, DAV.supportedReport)
        }
    }
}
