import HTTPTypes
import Metrics

/// How long requests take, by method and class of status.
struct RequestMetrics: Sendable {
    private static let methods = [
        "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PROPFIND", "PROPPATCH", "MKCALENDAR", "MKCOL",
        "COPY", "MOVE", "REPORT", "POST",
    ]
    private static let classes = ["1xx", "2xx", "3xx", "4xx", "5xx"]
    private let timers: [String: [Metrics.Timer]]
    private let others: [Metrics.Timer]

    init() {
        self.timers = Dictionary(
            uniqueKeysWithValues: Self.methods.map { ($0, Self.timers(method: $0)) })
        self.others = Self.timers(method: "other")
    }

    private static func timers(method: String) -> [Metrics.Timer] {
        classes.map { status in
            Metrics.Timer(
                label: "dayline_server_request_duration_seconds",
                dimensions: [("method", method), ("status", status)],
                preferredDisplayUnit: .seconds)
        }
    }

    func record(method: HTTPRequest.Method?, status: HTTPResponse.Status, took: Duration) {
        let timers = method.flatMap { self.timers[$0.rawValue] } ?? others
        let index = min(max(status.code / 100, 1), 5) - 1
        let (seconds, attoseconds) = took.components
        timers[index].recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
