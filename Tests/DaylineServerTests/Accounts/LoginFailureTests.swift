import Testing

@testable import DaylineServer

/// Goal: failures lock accounts, whether they exist or not, and addresses; the locks are in the
/// store. Method: logins with a clock that stands.
@Suite("failed logins") struct LoginFailureTests {
    /// Fails as often as the rule allows, from an address each time.
    private func fail(_ name: String, times: Int, _ fixture: AccountFixture) async {
        for count in 0..<times {
            #expect(await fixture.login(name, "wrong", from: "198.51.100.\(count)") == .refused)
        }
    }

    @Test("an account is locked, one that nobody has too", arguments: ["ada", "nobody"])
    func accountIsLocked(_ name: String) async throws {
        let fixture = try await AccountFixture()
        await fail(name, times: 6, fixture)
        let hashes = fixture.hasher.count
        #expect(await fixture.login(name) == .lockedOut(retryAfter: .seconds(1)))
        #expect(fixture.hasher.count == hashes, "a locked account costs no hash")
        fixture.clock.advance(by: .seconds(1))
        #expect(await !fixture.login(name).isLockedOut)
    }

    @Test func locksOutliveTheProcess() async throws {
        let fixture = try await AccountFixture()
        await fail("ada", times: 6, fixture)
        let other = try await fixture.files.reopened()
        let restarted = StoreAuthenticator(
            store: SQLiteAccounts(database: other.database),
            hasher: PasswordHasher(cost: .least), now: { fixture.clock.now })
        let answer = await restarted.authenticate(
            authorization: AccountFixture.basic("ada", AccountFixture.password),
            address: AccountFixture.address)
        #expect(answer == .lockedOut(retryAfter: .seconds(1)))
    }

    @Test func successForgets() async throws {
        let fixture = try await AccountFixture()
        await fail("ada", times: 5, fixture)
        #expect(await fixture.login().identity != nil)
        await fail("ada", times: 5, fixture)
        #expect(await !fixture.login("ada", "wrong", from: "203.0.113.9").isLockedOut)
    }

    /// Goal: one address that tries many names is locked; others are not. Method: a name a time.
    @Test func addressIsLocked() async throws {
        let fixture = try await AccountFixture()
        for count in 0..<21 {
            #expect(await fixture.login("user\(count)", "x") == .refused)
        }
        #expect(await fixture.login().isLockedOut)
        #expect(await fixture.login(from: "203.0.113.9").identity != nil)
    }

    /// Goal: an own account does not buy guesses at others. Method: a success between failures.
    @Test func successDoesNotClearTheAddress() async throws {
        let fixture = try await AccountFixture()
        for count in 0..<21 {
            _ = await fixture.login("user\(count)", "x")
            if count == 10 { #expect(await fixture.login().identity != nil) }
        }
        #expect(await fixture.login("user99", "x").isLockedOut)
    }

    /// Goal: nobody can lock others out of what they use. Method: a token and a password that was
    /// checked a moment ago, while account and address are locked.
    @Test func locksDoNotShutOutThoseWhoAreIn() async throws {
        let fixture = try await AccountFixture()
        let token = try await fixture.makeToken()
        #expect(await fixture.login().identity != nil)
        for count in 0..<21 { _ = await fixture.login("user\(count)", "x") }
        await fail("ada", times: 6, fixture)
        #expect(await fixture.login().identity != nil)
        #expect(await fixture.bearer(token).identity != nil)
        let guess = TokenText { Array(repeating: 9, count: $0) }
        #expect(await fixture.bearer(guess).isLockedOut)
    }

    /// Goal: many guesses at once do not slip past the count. Method: forty wrong passwords at
    /// the same time; no more are checked than one after the other.
    @Test func guessesAtOnce() async throws {
        let fixture = try await AccountFixture()
        await withTaskGroup(of: Void.self) { tasks in
            for count in 0..<40 {
                tasks.addTask {
                    _ = await fixture.login("ada", "wrong \(count)", from: "198.51.100.\(count)")
                }
            }
        }
        #expect(fixture.hasher.count == 6)
    }

    /// Goal: the audit log tells of failures in few lines, and never what was typed as a name.
    /// Method: its rows after eight failures each.
    @Test func auditLogStaysShort() async throws {
        let fixture = try await AccountFixture()
        for name in ["ada", "my-password-by-mistake"] {
            for _ in 0..<8 {
                #expect(await fixture.login(name, "wrong") == .refused)
                fixture.clock.advance(by: .seconds(20))
            }
        }
        let rows = try await fixture.accounts.auditEntries(limit: 100)
            .filter { $0.action == .loginFailed }.map { "\($0.account ?? "-") \($0.detail)" }
        #expect(
            Set(rows) == [
                "ada failures=1", "ada failures=2", "ada failures=4", "ada failures=8",
                "- address=192.0.2.7 failures=1", "- address=192.0.2.7 failures=2",
                "- address=192.0.2.7 failures=4", "- address=192.0.2.7 failures=8",
                "- address=192.0.2.7 failures=16",
            ])
        #expect(rows.count == 9)
    }
}
