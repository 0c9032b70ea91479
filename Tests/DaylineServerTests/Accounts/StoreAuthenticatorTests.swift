import Foundation
import GRDB
import Testing

@testable import DaylineServer

/// Goal: who is let in, and how little others learn. Method: logins against a store with a clock
/// that stands; hashes are counted, nothing is timed.
@Suite("who is let in") struct StoreAuthenticatorTests {
    @Test func rightPassword() async throws {
        let fixture = try await AccountFixture()
        let identity = try #require(await fixture.login().identity)
        #expect(identity.account == fixture.ada)
        #expect(identity.credential == .password)
        #expect(identity.scope == .full)
    }

    /// Goal: what a stranger can see is the same for a wrong password, a name that nobody has and
    /// what can be no name: answer and number of hashes. Method: each alone on a fresh store.
    @Test(
        "wrong credentials look alike",
        arguments: [
            ("ada", "wrong password"), ("nobody", "correct horse"), ("No Name!", "correct horse"),
            ("ada", ""), ("", ""),
        ])
    func wrongCredentials(_ name: String, _ password: String) async throws {
        let fixture = try await AccountFixture()
        #expect(await fixture.login(name, password) == .refused)
        #expect(fixture.hasher.count == 1)
    }

    @Test("nothing shown costs nothing", arguments: [nil, "", "Digest x", "Bearer x"])
    func nothingShown(_ field: String?) async throws {
        let fixture = try await AccountFixture()
        let answer = await fixture.authenticator.authenticate(
            authorization: field, address: AccountFixture.address)
        #expect(answer == .refused)
        #expect(fixture.hasher.count == 0)
    }

    @Test func rememberedForAWhile() async throws {
        let fixture = try await AccountFixture()
        for _ in 0..<5 { #expect(await fixture.login().identity != nil) }
        #expect(fixture.hasher.count == 1)
        fixture.clock.advance(by: CredentialCache.lifetime)
        #expect(await fixture.login().identity != nil)
        #expect(fixture.hasher.count == 2)
    }

    /// Goal: programs that log in many times at once cost one hash. Method: twelve at once.
    @Test func loginsAtOnce() async throws {
        let fixture = try await AccountFixture()
        await withTaskGroup(of: Bool.self) { tasks in
            for _ in 0..<12 { tasks.addTask { await fixture.login().identity != nil } }
            for await isIn in tasks { #expect(isIn) }
        }
        #expect(fixture.hasher.count == 1)
    }

    /// Goal: another process changes the password; the old one ends within two seconds. Method: a
    /// second connection to the same file, the clock moved by hand.
    @Test func passwordChangedElsewhere() async throws {
        let fixture = try await AccountFixture()
        let identity = try #require(await fixture.login().identity)
        #expect(await fixture.authenticator.isValid(identity))
        let other = try await fixture.files.reopened()
        let hash = try Argon2id.hash(Array("another one".utf8), .least)
        try await SQLiteAccounts(database: other.database)
            .setPassword(hash, of: AccountFixture.name("ada"), at: fixture.clock.now)
        fixture.clock.advance(by: .seconds(2))
        #expect(await fixture.login() == .refused)
        #expect(await !fixture.authenticator.isValid(identity))
        #expect(await fixture.login("ada", "another one").identity != nil)
    }

    @Test func passwordChangedHere() async throws {
        let fixture = try await AccountFixture()
        #expect(await fixture.login().identity != nil)
        let hash = try Argon2id.hash(Array("another one".utf8), .least)
        try await fixture.accounts.setPassword(
            hash, of: AccountFixture.name("ada"), at: fixture.clock.now)
        fixture.authenticator.credentialsChanged()
        #expect(await fixture.login() == .refused, "at once, without the clock moving")
    }

    @Test func accountDeleted() async throws {
        let fixture = try await AccountFixture()
        let identity = try #require(await fixture.login().identity)
        try await fixture.accounts.deleteAccount(
            AccountFixture.name("ada"), at: fixture.clock.now)
        fixture.clock.advance(by: .seconds(2))
        #expect(await fixture.login() == .refused)
        #expect(await !fixture.authenticator.isValid(identity))
    }

    /// A hash of an older cost is replaced at the next login, and connections stay.
    @Test func hashIsRenewed() async throws {
        let fixture = try await AccountFixture(cost: PasswordCost(memory: 16, passes: 1))
        let name = AccountFixture.name("ada")
        let identity = try #require(await fixture.login().identity)
        let stored = try #require(try await fixture.accounts.account(named: name))
        #expect(stored.passwordHash.contains("m=16,"))
        #expect(await fixture.authenticator.isValid(identity))
        fixture.clock.advance(by: CredentialCache.lifetime)
        #expect(await fixture.login().identity != nil)
    }

    /// A store that does not answer lets nobody in, and says so.
    @Test func storeIsGone() async throws {
        let fixture = try await AccountFixture()
        let identity = try #require(await fixture.login().identity)
        try fixture.files.store.database.close()
        fixture.clock.advance(by: .seconds(2))
        #expect(await fixture.login() == .unavailable)
        #expect(await !fixture.authenticator.isValid(identity))
    }
}

/// Goal: tokens let in by themselves, as far as they reach. Method: as above.
@Suite("who is let in by a token") struct TokenAuthenticationTests {
    @Test func asBearerAndAsPassword() async throws {
        let fixture = try await AccountFixture()
        let token = try await fixture.makeToken(scope: .read)
        let identity = try #require(await fixture.bearer(token).identity)
        #expect(identity.account == fixture.ada)
        #expect(identity.credential == .token(token.id))
        #expect(identity.scope == .read)
        #expect(await fixture.login("ada", token.text).identity == identity)
        #expect(await fixture.login("joon", token.text) == .refused, "another user's name")
        #expect(fixture.hasher.count == 0, "no password was hashed")
    }

    /// A secret that is wrong under an id that exists.
    @Test func wrongSecret() async throws {
        let fixture = try await AccountFixture()
        let token = try await fixture.makeToken(byte: 7)
        let forged = TokenText { Array(repeating: $0 == 32 ? 8 : 7, count: $0) }
        #expect(forged.id == token.id)
        #expect(await fixture.bearer(forged) == .refused)
        #expect(await fixture.bearer(token).identity != nil)
    }

    @Test func expiry() async throws {
        let fixture = try await AccountFixture()
        let token = try await fixture.makeToken(
            expires: fixture.clock.now.adding(.seconds(60)))
        let identity = try #require(await fixture.bearer(token).identity)
        fixture.clock.advance(by: .seconds(59))
        #expect(await fixture.authenticator.isValid(identity))
        fixture.clock.advance(by: .seconds(1))
        #expect(await fixture.bearer(token) == .refused)
        #expect(await !fixture.authenticator.isValid(identity))
    }

    @Test func revokedElsewhere() async throws {
        let fixture = try await AccountFixture()
        let token = try await fixture.makeToken()
        let identity = try #require(await fixture.bearer(token).identity)
        let other = try await fixture.files.reopened()
        try await SQLiteAccounts(database: other.database)
            .revokeToken(token.id, at: fixture.clock.now)
        fixture.clock.advance(by: .seconds(2))
        #expect(await fixture.bearer(token) == .refused)
        #expect(await !fixture.authenticator.isValid(identity))
    }

    /// Goal: the last use is known to the minute, at few writes. Method: the column, as the clock
    /// moves.
    @Test func useIsNoted() async throws {
        let fixture = try await AccountFixture()
        let token = try await fixture.makeToken()
        func used() async throws -> WallTime? { try await fixture.accounts.token(token.id)?.used }
        #expect(try await used() == nil)
        let first = fixture.clock.now
        _ = await fixture.bearer(token)
        #expect(try await used() == first)
        fixture.clock.advance(by: .seconds(59))
        _ = await fixture.bearer(token)
        #expect(try await used() == first)
        fixture.clock.advance(by: .seconds(1))
        _ = await fixture.bearer(token)
        #expect(try await used() == fixture.clock.now)
    }

    /// The file holds no secret that a token could be made of.
    @Test func secretIsNotStored() async throws {
        let fixture = try await AccountFixture()
        let token = try await fixture.makeToken()
        let hash = try await fixture.files.store.database.read { database in
            try Data.fetchOne(database, sql: "SELECT hash FROM token")
        }
        #expect(hash.map(Array.init) == token.hash)
        #expect(hash.map(Array.init) != token.secret)
    }
}
