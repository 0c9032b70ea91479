import Settings

/// How a request of an account gets there.
struct Way: Hashable, Sendable {
    /// Origin that paths are of, and that gets the credential.
    var base: String
    /// Requests in flight to it at most.
    var width: Int
}

/// An account's way to its server.
protocol Transport: Sendable {
    /// Sends a request and returns the answer. Cancelling the task ends it.
    ///
    /// - Parameter read: takes the body of a 207 in pieces while it comes; nil keeps it whole.
    func answer(
        _ request: DAVRequest, _ way: Way,
        reading read: ((BodyChunk) async throws(TransportFailure) -> Void)?
    ) async -> Result<DAVReply, TransportFailure>

    /// What DNS says about a service, as in `_caldavs._tcp.example.org`; nothing when it does not
    /// answer.
    func service(_ name: String) async -> ServiceAnswer

    /// The server refused the credential: another one is asked for with the next request.
    func renewCredentials() async
}

extension CredentialedTransport: Transport {
    func answer(
        _ request: DAVRequest, _ way: Way,
        reading read: ((BodyChunk) async throws(TransportFailure) -> Void)?
    ) async -> Result<DAVReply, TransportFailure> {
        await send(request, base: way.base, width: way.width, reading: read)
    }

    func service(_ name: String) async -> ServiceAnswer { await ServiceLookup.answer(name) }

    func renewCredentials() async { await credentials.forget(settings.name) }
}
