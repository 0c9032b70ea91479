import Synchronization

/// Checks credentials against the store.
///
/// Invariant: a name that nobody has costs as many hashes, and is answered as, a wrong password.
///
/// A lock stops guessing: while it lasts no password is checked. A token cannot be guessed, so a
/// right one is let in, and so is who was let in a moment ago.
final class StoreAuthenticator: Authenticator, IdentityWatch {
    private let store: any CredentialStore
    private let hasher: PasswordHasher
    private let now: @Sendable () -> WallTime
    private let cache: CredentialCache
    private let generation: GenerationWatch
    /// One password of a name is checked at a time: so failures are counted before the next
    /// guess, and programs that log in many times at once cost one hash.
    private let turns = LoginTurns(capacity: 16)
    private let uses = UseNotes()
    /// In which generation an identity was last found valid.
    private let valid = Mutex<[Identity: Int]>([:])

    private static let validCapacity = 10_000

    init(
        store: any CredentialStore, hasher: PasswordHasher,
        now: @escaping @Sendable () -> WallTime, cache: CredentialCache = CredentialCache()
    ) {
        self.store = store
        self.hasher = hasher
        self.now = now
        self.cache = cache
        generation = GenerationWatch(store)
    }

    func authenticate(authorization: String?, address: String) async -> Authentication {
        guard let authorization, let shown = ShownCredential(authorization) else { return .refused }
        let group = LockoutSubject.address(AddressGroup(address))
        do {
            switch shown {
            case .token(let token, let name):
                return try await check(token, name: name, key: cache.key(shown), group)
            case .password(let name, let password):
                return try await check(password, name: name, key: cache.key(shown), group)
            }
        } catch {
            return .unavailable
        }
    }

    /// To be called when this process changed a password or a token.
    func credentialsChanged() {
        generation.forget()
    }

    func isValid(_ identity: Identity) async -> Bool {
        let time = now()
        guard identity.expires.map({ time < $0 }) ?? true,
            let generation = try? await generation.current(time)
        else { return false }
        if valid.withLock({ $0[identity] }) == generation { return true }
        guard (try? await stillHolds(identity, at: time)) == true else {
            _ = valid.withLock { $0.removeValue(forKey: identity) }
            return false
        }
        valid.withLock { valid in
            if valid.count >= Self.validCapacity { valid = [:] }
            valid[identity] = generation
        }
        return true
    }

    private func stillHolds(_ identity: Identity, at time: WallTime) async throws -> Bool {
        switch identity.credential {
        case .password:
            try await store.account(identity.account.id)?.revision == identity.revision
        case .token(let id):
            try await store.token(id)?.isValid(at: time) ?? false
        }
    }
}

// Tokens.
extension StoreAuthenticator {
    private func check(
        _ token: TokenText, name: String?, key: CredentialCache.Key, _ group: LockoutSubject
    ) async throws -> Authentication {
        let time = now()
        let current = try await generation.current(time)
        if let identity = cache.identity(key, generation: current, now: time) {
            await noteUse(token.id, at: time)
            return .accepted(identity)
        }
        let stored = try await store.token(token.id)
        let isRight = Sodium.equal(token.hash, stored?.hash ?? [UInt8](repeating: 0, count: 32))
        guard let stored, isRight, stored.isValid(at: time),
            name.map({ $0 == stored.account.name }) ?? true
        else {
            if let rest = try await lock([group], at: time) { return .lockedOut(retryAfter: rest) }
            return try await refuse([group], account: nil, at: time)
        }
        let identity = Identity(
            account: stored.account, credential: .token(stored.id), scope: stored.scope,
            expires: stored.expires)
        cache.insert(.init(identity: identity, checked: time, generation: current), for: key)
        await noteUse(stored.id, at: time, lastUsed: stored.used)
        return .accepted(identity)
    }

    /// A use that cannot be noted is no reason to refuse it.
    private func noteUse(_ token: String, at time: WallTime, lastUsed: WallTime? = nil) async {
        guard uses.isDue(token, at: time, lastUsed: lastUsed) else { return }
        try? await store.noteUse(ofToken: token, at: time)
    }
}

// Passwords.
extension StoreAuthenticator {
    private func check(
        _ password: [UInt8], name: String, key: CredentialCache.Key, _ group: LockoutSubject
    ) async throws -> Authentication {
        if let identity = try await known(key) { return .accepted(identity) }
        let answer = try await turns.run(name) {
            // Somebody else may have shown the same while this one waited.
            if let identity = try await known(key) { return Authentication.accepted(identity) }
            return try await checkNow(password, name: AccountName(name), key: key, group)
        }
        return answer ?? .unavailable
    }

    private func known(_ key: CredentialCache.Key) async throws -> Identity? {
        let time = now()
        let current = try await generation.current(time)
        return cache.identity(key, generation: current, now: time)
    }

    private func checkNow(
        _ password: [UInt8], name: AccountName?, key: CredentialCache.Key, _ group: LockoutSubject
    ) async throws -> Authentication {
        let time = now()
        let subjects = [group] + (name.map { [.account($0)] } ?? [])
        if let rest = try await lock(subjects, at: time) { return .lockedOut(retryAfter: rest) }
        let current = try await generation.current(time)
        var stored: StoredAccount?
        if let name { stored = try await store.account(named: name) }
        let isRight = try await hasher.verify(password, against: stored?.passwordHash)
        guard isRight, let stored, let name else {
            return try await refuse(subjects, account: stored?.account, at: time)
        }
        // Failures of the address stay: whoever has one account could else guess at others.
        try? await store.forgetFailures(.account(name))
        await renewHash(of: stored, password)
        let identity = Identity(
            account: stored.account, credential: .password, scope: .full, expires: nil,
            revision: stored.revision)
        cache.insert(.init(identity: identity, checked: time, generation: current), for: key)
        return .accepted(identity)
    }

    /// The rest of the longest lock; nil when there is none.
    private func lock(_ subjects: [LockoutSubject], at time: WallTime) async throws -> Duration? {
        try await store.lockouts(subjects)
            .compactMap { subject, lockout in subject.rule.remaining(lockout, now: time) }
            .max()
    }

    private func refuse(
        _ subjects: [LockoutSubject], account: Account?, at time: WallTime
    ) async throws -> Authentication {
        try await store.recordFailure(subjects, account: account, at: time)
        return .refused
    }

    /// Hashes again what was hashed at another cost. If it fails now, the next login does it.
    private func renewHash(of stored: StoredAccount, _ password: [UInt8]) async {
        guard Argon2id.isOutdated(stored.passwordHash, hasher.cost),
            let hash = try? await hasher.hash(password)
        else { return }
        try? await store.replaceHash(stored.passwordHash, with: hash, of: stored.account.id)
    }
}
