import Settings

/// The accounts' secrets: found once, kept in memory, looked for once more after a server refused
/// one, and then not again before `forget`.
actor Credentials {
    private enum State {
        case running(Task<Result<Credential, CredentialError>, Never>)
        case known(Credential, wasRefused: Bool)
    }

    private let finder: CredentialFinder
    private var states: [String: State] = [:]

    init(_ finder: CredentialFinder = CredentialFinder()) {
        self.finder = finder
    }

    /// Returns an account's credential; nil when it needs none. A failure is not remembered: the
    /// next call tries again.
    func credential(for account: AccountSettings) async throws(CredentialError) -> Credential? {
        if account.secret == .none { return nil }
        if case .known(let credential, _) = states[account.name] { return credential }
        return try await find(account, isRefused: false)
    }

    /// Returns another credential after a server refused `refused`; nil when there is no other one:
    /// the user has to be asked.
    func replacement(
        for account: AccountSettings, refused: Credential
    ) async throws(CredentialError) -> Credential? {
        if account.secret == .none { return nil }
        if case .known(let credential, let wasRefused) = states[account.name] {
            // Somebody else got another one meanwhile.
            if credential != refused { return credential }
            if wasRefused { return nil }
        }
        let other = try await find(account, isRefused: true)
        return other == refused ? nil : other
    }

    /// The server took it: should it refuse it later, it is looked for again.
    func accepted(_ credential: Credential, for account: AccountSettings) {
        if case .known(credential, wasRefused: true) = states[account.name] {
            states[account.name] = .known(credential, wasRefused: false)
        }
    }

    /// Forgets an account's, or all; for when the configuration is read again.
    func forget(_ name: String? = nil) {
        if let name { states[name] = nil } else { states = [:] }
    }

    /// Who asks while it is being looked for waits for the same answer.
    private func find(
        _ account: AccountSettings, isRefused: Bool
    ) async throws(CredentialError) -> Credential {
        let search: Task<Result<Credential, CredentialError>, Never>
        if case .running(let other) = states[account.name] {
            search = other
        } else {
            search = Task(executorPreference: TaskQueues.shared) { [finder] in
                await finder.find(account)
            }
            states[account.name] = .running(search)
        }
        let result = await search.value
        if case .running(search) = states[account.name] {
            switch result {
            case .success(let found):
                states[account.name] = .known(found, wasRefused: isRefused)
            case .failure: states[account.name] = nil
            }
        }
        return try result.get()
    }
}
