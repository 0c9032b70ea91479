/// What a login needs to know and to note.
protocol CredentialStore: Sendable {
    func account(named name: AccountName) async throws -> StoredAccount?
    func account(_ id: AccountID) async throws -> StoredAccount?
    func token(_ id: String) async throws -> StoredToken?
    /// Grows when a password or a token changes, in whichever process.
    func credentialGeneration() async throws -> Int

    /// Puts a hash at the present cost in place of the old one, if that is still there.
    func replaceHash(_ old: String, with new: String, of account: AccountID) async throws
    func noteUse(ofToken id: String, at time: WallTime) async throws

    func lockouts(_ subjects: [LockoutSubject]) async throws -> [LockoutSubject: Lockout]
    /// Counts a failure for each subject, and keeps the audit log short: it has the 1st, 2nd, 4th,
    /// 8th … of a row.
    ///
    /// - Parameter account: nil for a name that nobody has.
    func recordFailure(
        _ subjects: [LockoutSubject], account: Account?, at time: WallTime
    ) async throws
    func forgetFailures(_ subject: LockoutSubject) async throws
}

/// Accounts and tokens as their administrator sees them. Each change is in the audit log.
protocol AccountStore: CredentialStore {
    /// By name.
    /// - Parameter time: which tokens are expired.
    func accounts(at time: WallTime) async throws -> [AccountSummary]
    /// - Throws: `AccountError.nameTaken`.
    func addAccount(_ new: NewAccount, at time: WallTime) async throws -> Account
    /// - Throws: `AccountError.noAccount`.
    func setPassword(_ hash: String, of name: AccountName, at time: WallTime) async throws
    /// With all its calendars.
    /// - Throws: `AccountError.noAccount`.
    func deleteAccount(_ name: AccountName, at time: WallTime) async throws

    /// Of one account, or of all, the oldest first; revoked and expired ones too.
    func tokens(of name: AccountName?) async throws -> [StoredToken]
    /// - Throws: `AccountError.noAccount`.
    func addToken(_ new: NewToken, of name: AccountName, at time: WallTime) async throws
    /// - Throws: `AccountError.noToken`.
    func revokeToken(_ id: String, at time: WallTime) async throws

    func audit(_ entry: AuditEntry) async throws
    /// The newest first.
    func auditEntries(limit: Int) async throws -> [AuditEntry]
}

/// Why accounts were not changed as asked.
enum AccountError: Error, Hashable, Sendable {
    case nameTaken(AccountName)
    case noAccount(AccountName)
    case noToken(String)
}

/// An account with what its password is checked against.
struct StoredAccount: Hashable, Sendable {
    let account: Account
    /// A PHC string.
    let passwordHash: String
    /// Grows when the password changes.
    let revision: Int
}

/// An account that is to be made.
struct NewAccount: Hashable, Sendable {
    let name: AccountName
    let displayName: String
    let email: String?
    /// A PHC string.
    let passwordHash: String
}

/// An account in a list.
struct AccountSummary: Hashable, Sendable {
    let account: Account
    let created: WallTime
    let calendars: Int
    let objects: Int
    /// Of all its objects.
    let bytes: Int
    /// Neither revoked nor expired.
    let tokens: Int
}

/// A token without its secret.
struct StoredToken: Hashable, Sendable {
    let id: String
    let account: Account
    let label: String
    /// See `TokenText.hash`.
    let hash: [UInt8]
    let scope: TokenScope
    let created: WallTime
    let expires: WallTime?
    /// To the minute; nil when never.
    let used: WallTime?
    let revoked: WallTime?

    func isValid(at time: WallTime) -> Bool {
        revoked == nil && expires.map { time < $0 } ?? true
    }
}

/// A token that is to be made.
struct NewToken: Hashable, Sendable {
    let id: String
    let hash: [UInt8]
    let label: String
    let scope: TokenScope
    let expires: WallTime?
}

/// What was done to accounts and data by hand, and who tried to get in.
struct AuditEntry: Hashable, Sendable {
    enum Action: String, Hashable, Sendable, CaseIterable {
        case loginFailed = "login.failed"
        case userAdded = "user.added"
        case userDeleted = "user.deleted"
        case passwordChanged = "password.changed"
        case tokenCreated = "token.created"
        case tokenRevoked = "token.revoked"
        case deadLetterDiscarded = "dead-letter.discarded"
        case restored = "database.restored"
    }

    let at: WallTime
    /// By name; nil when it is about none.
    let account: String?
    let action: Action
    /// Never a secret, and no name that was only tried.
    let detail: String
}

extension AuditEntry {
    init(at time: WallTime, account: AccountName, _ action: Action, _ detail: String = "") {
        self.init(at: time, account: account.text, action: action, detail: detail)
    }

    /// Failures in a row are told at the 1st, 2nd, 4th, 8th …; a name that nobody has is not.
    init?(failures: Lockout, of subject: LockoutSubject, account: Account?, at time: WallTime) {
        guard failures.failures & (failures.failures - 1) == 0 else { return nil }
        switch subject {
        case .account:
            guard let account else { return nil }
            self.init(
                at: time, account: account.name, action: .loginFailed,
                detail: "failures=\(failures.failures)")
        case .address(let group):
            self.init(
                at: time, account: nil, action: .loginFailed,
                detail: "address=\(group.text) failures=\(failures.failures)")
        }
    }
}
