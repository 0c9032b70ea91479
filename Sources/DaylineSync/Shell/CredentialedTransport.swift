import Settings

/// An account's way to its server: finds the credential, and after a 401 once another one.
struct CredentialedTransport: Sendable {
    let transport: CurlTransport
    let credentials: Credentials
    let settings: AccountSettings

    /// Sends a request as `CurlTransport.send` does.
    /// - Parameters:
    ///   - base: absolute URL of the origin that gets the credential.
    ///   - width: requests in flight to it; nil: what the settings say.
    /// - Returns: a 401 only when there is no other credential to try.
    func send(
        _ request: DAVRequest, base: String, width: Int? = nil, limits: TransportLimits = .standard,
        isolation: isolated (any Actor)? = #isolation, reading read: CurlTransport.Reader? = nil
    ) async -> Result<DAVReply, TransportFailure> {
        var account = TransportAccount(base: base, settings: settings, width: width)
        do throws(CredentialError) {
            account.credential = try await credentials.credential(for: settings)
            let result = await transport.send(request, to: account, limits: limits, reading: read)
            guard let credential = account.credential, case .success(let reply) = result else {
                return result
            }
            guard reply.status == 401 else {
                await credentials.accepted(credential, for: settings)
                return result
            }
            account.credential = try await credentials.replacement(
                for: settings, refused: credential)
            guard let other = account.credential else { return result }
            let second = await transport.send(request, to: account, limits: limits, reading: read)
            if case .success(let reply) = second, reply.status != 401 {
                await credentials.accepted(other, for: settings)
            }
            return second
        } catch {
            return .failure(.credentials(error.text))
        }
    }
}
