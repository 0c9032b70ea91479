import HTTPTypes
import Metrics

/// Counts how many objects were refused because of what they overlap.
struct RefusalCounter<Inner: RequestHandler>: RequestHandler {
    private let inner: Inner
    private let refused = Counter(label: ServerMetric.overlapsRefused.rawValue)

    init(_ inner: Inner) { self.inner = inner }

    func respond(to request: DAVRequest) async -> DAVResponse {
        let response = await inner.respond(to: request)
        // Only a refusal for overlaps says with 409 how far was looked.
        if response.status.code == 409, response.headers[.daylineOverlapHorizon] != nil {
            refused.increment()
        }
        return response
    }
}
