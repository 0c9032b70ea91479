import HTTPTypes
import Logging

/// What the log says of a request: no query, no header, nothing of the body.
struct RequestRecord {
    var id = ""
    var visit: Visit?
    var account: AccountID?
    /// It is among the running requests of the account.
    var isCounted = false
    var status = HTTPResponse.Status.ok
    /// Of the body, as it was sent.
    var bytes = 0
    /// The kind of error that ended the answer.
    var failure: String?

    /// Asked every few seconds by machines.
    var isProbe: Bool {
        switch visit?.route {
        case .health, .readiness, .metrics: true
        case .wellKnown, .root, .principals, .principal, .homes, .home, .calendar, .resource,
            .notifications, nil:
            false
        }
    }

    func metadata(took: Duration) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "request": "\(id)", "status": "\(status.code)", "bytes": "\(bytes)",
            "milliseconds": "\(took / .milliseconds(1))",
        ]
        if let visit {
            metadata["method"] = "\(visit.method.rawValue)"
            metadata["route"] = "\(visit.route?.rawValue ?? "none")"
            metadata["path"] = "\(visit.path.prefix(256))"
            metadata["address"] = "\(visit.address)"
        }
        if let account { metadata["account"] = "\(account.row)" }
        if let failure { metadata["failure"] = "\(failure)" }
        return metadata
    }
}
