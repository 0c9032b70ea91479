import Core
import Foundation
import Synchronization

@testable import DaylineServer

/// A clock that stands until it is moved.
final class StandingClock: Sendable {
    private let time = Mutex(WallTime(milliseconds: 1_800_000_000_000))

    var now: WallTime { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 = $0.adding(duration) } }
}

/// A store with the user `ada`, and who checks credentials against it.
struct AccountFixture {
    let files: StoreFixture
    let accounts: SQLiteAccounts
    let clock = StandingClock()
    let hasher: PasswordHasher
    let authenticator: StoreAuthenticator
    let ada: Account

    static let password = "correct horse"
    static let address = "192.0.2.7"

    init(cost: PasswordCost = .least) async throws {
        files = try await StoreFixture()
        accounts = SQLiteAccounts(database: files.store.database)
        hasher = PasswordHasher(cost: cost)
        authenticator = StoreAuthenticator(
            store: accounts, hasher: hasher, now: { [clock] in clock.now })
        let hash = try Argon2id.hash(Array(Self.password.utf8), .least)
        ada = try await accounts.addAccount(
            NewAccount(
                name: Self.name("ada"), displayName: "Ada", email: nil, passwordHash: hash),
            at: clock.now)
    }

    static func name(_ text: String) -> AccountName {
        guard let name = AccountName(text) else { preconditionFailure("“\(text)” is no name") }
        return name
    }

    /// As a program sends it.
    static func basic(_ name: String, _ password: String) -> String {
        "Basic " + Data("\(name):\(password)".utf8).base64EncodedString()
    }

    func login(
        _ name: String = "ada", _ password: String = password, from address: String = address
    ) async -> Authentication {
        await authenticator.authenticate(
            authorization: Self.basic(name, password), address: address)
    }

    func bearer(_ token: TokenText, from address: String = address) async -> Authentication {
        await authenticator.authenticate(authorization: "Bearer \(token.text)", address: address)
    }

    func makeToken(
        scope: TokenScope = .full, expires: WallTime? = nil, byte: UInt8 = 7
    ) async throws -> TokenText {
        let token = TokenText { Array(repeating: byte, count: $0) }
        try await accounts.addToken(
            NewToken(
                id: token.id, hash: token.hash, label: "phone", scope: scope, expires: expires),
            of: Self.name("ada"), at: clock.now)
        return token
    }
}

extension Authentication {
    var identity: Identity? {
        if case .accepted(let identity) = self { return identity }
        return nil
    }

    var isLockedOut: Bool {
        if case .lockedOut = self { return true }
        return false
    }
}
