import HTTPTypes

/// What each part needs of the settings.
extension ServerSettings {
    func listener(at address: ListenAddress) -> ListenerSettings {
        ListenerSettings(
            host: address.host, port: address.port, tls: tls,
            isBehindProxy: isBehindProxy)
    }

    var eventOptions: EventServices.Options {
        var options = EventServices.Options()
        options.isAlone = true  // the data directory is locked
        options.group.backoff = Backoff(attempts: events.attempts, first: events.delay)
        options.retention.limits.events = retention.events
        return options
    }

    /// The token that lets others read the metrics; nil without a file for it.
    /// - Throws: `ServerCommandError.badInput`, `ConfigurationError`.
    func metricsToken(_ machine: ServerMachine) throws -> String? {
        guard let file = metricsTokenFile else { return nil }
        let text = String(decoding: try machine.readFile(file), as: UTF8.self)
        let token = text.trimmingWhitespace
        guard !token.isEmpty else {
            throw ConfigurationError.file(path: file, line: 0, reason: "is empty")
        }
        return token
    }
}

extension StringProtocol {
    fileprivate var trimmingWhitespace: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension CalDAVService {
    /// What clients that have not logged in yet are told.
    static var capabilities: HTTPFields {
        var fields = HTTPFields()
        fields[.allow] = DAVMethod.allow(at: .root)
        fields[.dav] = compliance
        return fields
    }
}

extension StoreAuthenticator {
    /// Those of them that do not count any more.
    func invalid(of identities: Set<Identity>) async -> Set<Identity> {
        var invalid: Set<Identity> = []
        for identity in identities where await !isValid(identity) { invalid.insert(identity) }
        return invalid
    }
}
