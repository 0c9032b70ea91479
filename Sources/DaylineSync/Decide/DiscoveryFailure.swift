import Core

/// Why no calendars were found, and where they were looked for.
struct DiscoveryFailure: Error, Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        /// What people wrote down is no address.
        case noAddress
        case unauthorized
        /// The first origin leads to the second, which may not see the credential.
        case otherOrigin(String, String)
        case transport(TransportFailure)
        /// Asked again later, it may answer: 429, 5xx.
        case busy(DAVReply)
        case nothingThere
    }

    struct Attempt: Hashable, Sendable {
        let url: String
        /// What came of it.
        let answer: String
    }

    var reason: Reason
    var tried: [Attempt] = []

    init(_ reason: Reason, tried: [Attempt] = []) {
        self.reason = reason
        self.tried = tried
    }

    /// One sentence.
    var text: String {
        switch reason {
        case .noAddress: "that is neither a URL nor a host"
        case .unauthorized: "the server refused user name and password"
        case .otherOrigin(let from, let to):
            "\(from) leads to \(to), which must not see the password; use the address of the latter"
        case .transport(let failure): failure.words
        case .busy(let reply): "the server answers \(reply.status)"
        case .nothingThere: "no calendars there"
        }
    }

    func because(_ reason: Reason) -> DiscoveryFailure {
        DiscoveryFailure(reason, tried: tried)
    }

    mutating func note(_ url: ServerURL, _ answer: String) {
        tried.append(Attempt(url: url.text, answer: answer))
    }

    /// What may be different next time weighs more than what is plainly not there.
    mutating func note(_ url: ServerURL, _ failure: TransportFailure) {
        note(url, failure.words)
        if failure.isUpToUser || reason == .nothingThere { reason = .transport(failure) }
    }

    mutating func note(_ url: ServerURL, _ reply: DAVReply) {
        let words = reply.refusal.reason
        note(url, "answers \(reply.status)" + (words.isEmpty ? "" : ": \(words)"))
        if reply.status == 429 || reply.status / 100 == 5, reply.status != 501 {
            reason = .busy(reply)
        }
    }
}

extension TransportFailure {
    /// Whether another place of the same account would fail alike, until somebody does something.
    var isUpToUser: Bool {
        switch self {
        case .tls, .credentials, .refused, .cancelled: true
        case .unreachable, .broken, .tooLong: false
        }
    }
}
