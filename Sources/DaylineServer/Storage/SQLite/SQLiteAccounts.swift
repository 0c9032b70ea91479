import GRDB

/// Accounts, tokens, lock-outs and the audit log in the server's database.
struct SQLiteAccounts: AccountStore {
    let database: ServerDatabase

    func account(named name: AccountName) async throws -> StoredAccount? {
        try await database.read { try AccountQueries.account(named: name.text, $0) }
    }

    func account(_ id: AccountID) async throws -> StoredAccount? {
        try await database.read { try AccountQueries.account(id, $0) }
    }

    func accounts(at time: WallTime) async throws -> [AccountSummary] {
        try await database.read { try AccountQueries.summaries(at: time, $0) }
    }

    func addAccount(_ new: NewAccount, at time: WallTime) async throws -> Account {
        try await database.write { try Self.add(new, at: time, $0) }
    }

    static func add(_ new: NewAccount, at time: WallTime, _ database: Database) throws -> Account {
        guard let account = try AccountQueries.add(new, at: time, database) else {
            throw AccountError.nameTaken(new.name)
        }
        try AuditQueries.add(.init(at: time, account: new.name, .userAdded), database)
        return account
    }

    func setPassword(_ hash: String, of name: AccountName, at time: WallTime) async throws {
        try await database.write { database in
            guard try AccountQueries.setPassword(hash, of: name.text, database) else {
                throw AccountError.noAccount(name)
            }
            try AccountQueries.noteCredentialChange(database)
            try AuditQueries.add(.init(at: time, account: name, .passwordChanged), database)
        }
    }

    func replaceHash(_ old: String, with new: String, of account: AccountID) async throws {
        try await database.write {
            try AccountQueries.replaceHash(old, with: new, of: account, $0)
        }
    }

    func deleteAccount(_ name: AccountName, at time: WallTime) async throws {
        try await database.write { database in
            guard try AccountQueries.delete(name.text, database) else {
                throw AccountError.noAccount(name)
            }
            try AccountQueries.noteCredentialChange(database)
            try AuditQueries.add(.init(at: time, account: name, .userDeleted), database)
        }
    }

    func credentialGeneration() async throws -> Int {
        try await database.read { try AccountQueries.credentialGeneration($0) }
    }
}

// Tokens.
extension SQLiteAccounts {
    func token(_ id: String) async throws -> StoredToken? {
        try await database.read { try TokenQueries.token(id, $0) }
    }

    func tokens(of name: AccountName?) async throws -> [StoredToken] {
        try await database.read { try TokenQueries.tokens(of: name?.text, $0) }
    }

    func addToken(_ new: NewToken, of name: AccountName, at time: WallTime) async throws {
        try await database.write { database in
            guard let owner = try AccountQueries.account(named: name.text, database) else {
                throw AccountError.noAccount(name)
            }
            try TokenQueries.add(new, of: owner.account.id, at: time, database)
            let detail = "id=\(new.id) scope=\(new.scope.rawValue)"
            try AuditQueries.add(.init(at: time, account: name, .tokenCreated, detail), database)
        }
    }

    func revokeToken(_ id: String, at time: WallTime) async throws {
        try await database.write { database in
            guard let token = try TokenQueries.token(id, database) else {
                throw AccountError.noToken(id)
            }
            guard token.revoked == nil else { return }
            try TokenQueries.revoke(id, at: time, database)
            try AccountQueries.noteCredentialChange(database)
            let entry = AuditEntry(
                at: time, account: token.account.name, action: .tokenRevoked, detail: "id=\(id)")
            try AuditQueries.add(entry, database)
        }
    }

    func noteUse(ofToken id: String, at time: WallTime) async throws {
        try await database.write { try TokenQueries.noteUse(id, at: time, $0) }
    }
}

// Failures and the audit log.
extension SQLiteAccounts {
    func lockouts(_ subjects: [LockoutSubject]) async throws -> [LockoutSubject: Lockout] {
        try await database.read { database in
            var found: [LockoutSubject: Lockout] = [:]
            for subject in subjects {
                found[subject] = try LockoutQueries.lockout(subject, database)
            }
            return found
        }
    }

    func recordFailure(
        _ subjects: [LockoutSubject], account: Account?, at time: WallTime
    ) async throws {
        try await database.write { database in
            for subject in subjects {
                let old = try LockoutQueries.lockout(subject, database)
                let new = subject.rule.adding(to: old, now: time)
                try LockoutQueries.set(new, for: subject, database)
                if let entry = AuditEntry(failures: new, of: subject, account: account, at: time) {
                    try AuditQueries.add(entry, database)
                }
            }
            try LockoutQueries.sweep(at: time, database)
        }
    }

    func forgetFailures(_ subject: LockoutSubject) async throws {
        let isKnown = try await database.read {
            try LockoutQueries.lockout(subject, $0) != nil
        }
        // Most logins follow no failure; they shall not write.
        guard isKnown else { return }
        try await database.write { try LockoutQueries.remove(subject, $0) }
    }

    func audit(_ entry: AuditEntry) async throws {
        try await database.write { try AuditQueries.add(entry, $0) }
    }

    func auditEntries(limit: Int) async throws -> [AuditEntry] {
        try await database.read { try AuditQueries.newest(limit, $0) }
    }
}
