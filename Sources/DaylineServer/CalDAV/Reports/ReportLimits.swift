/// How much one report may ask for. A query that is refused for it can be asked in parts.
enum ReportLimits {
    /// Instances that one report expands (RFC 4791 §9.6.5).
    static let instances = 10_000
    /// Busy times that one `free-busy-query` merges.
    static let busyTimes = 10_000
    /// Hrefs in one `calendar-multiget`.
    static let hrefs = 20_000
    /// Changes in one `sync-collection`; more are fetched with the token of the answer.
    static let changes = 100_000
    /// Objects that are read in one transaction; the next ones are read while these are sent.
    static let page = 200
    /// The same for what is known of objects without their text.
    static let infoPage = 1_000
}
