/// Answers requests; HTTP is a skin around it.
protocol RequestHandler: Sendable {
    /// Never throws: what goes wrong is an answer too.
    func respond(to request: DAVRequest) async -> DAVResponse
}
