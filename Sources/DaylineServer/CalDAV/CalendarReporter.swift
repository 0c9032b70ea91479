import WebDAV

/// The reports on calendar data (RFC 4791 §7, RFC 6578 §3).
protocol CalendarReporter: Sendable {
    /// Answers a report on `exchange.place`, which is the account's own.
    ///
    /// - Returns: nil when there is no such report.
    /// - Throws: `DAVFailure`, and what `DAVFailure.init(_:)` understands.
    func report(_ body: XMLElement, _ exchange: DAVExchange) async throws -> DAVResponse?
}
