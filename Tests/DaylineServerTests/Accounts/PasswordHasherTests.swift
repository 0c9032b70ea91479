import Synchronization
import Testing

@testable import DaylineServer

/// Goal: passwords are hashed as RFC 9106 says, few at a time. Method: libsodium itself at its
/// least cost.
@Suite("hashing of passwords") struct PasswordHasherTests {
    @Test func hashesAreChecked() throws {
        let hash = try Argon2id.hash(Array("geheim".utf8), .least)
        #expect(hash.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
        #expect(Argon2id.verify(Array("geheim".utf8), against: hash))
        #expect(!Argon2id.verify(Array("geheimx".utf8), against: hash))
        #expect(!Argon2id.verify([], against: hash))
        #expect(try Argon2id.hash(Array("geheim".utf8), .least) != hash, "the salt is new")
    }

    @Test(
        "the same password from another keyboard is the same",
        arguments: [
            // hashed           shown        whether it is the same
            ("gehe\u{E9}m", "gehee\u{301}m", true), ("a\u{A0}b", "a b", true),
            ("a\u{3000}b", "a b", true), ("a b", "ab", false), ("A\u{E9}", "a\u{E9}", false),
            ("\u{FB01}x", "fix", false),  // compatible is not the same
        ])
    func prepared(_ hashed: String, _ shown: String, _ isSame: Bool) async throws {
        let hasher = PasswordHasher(cost: .least)
        let stored = try await hasher.hash(Array(hashed.utf8))
        #expect(try await hasher.verify(Array(shown.utf8), against: stored) == isSame)
    }

    @Test func whatIsNoTextStaysAsItIs() {
        #expect(PasswordText.prepared([0xFF, 0x20, 0xC3]) == [0xFF, 0x20, 0xC3])
    }

    @Test("the standard cost is the one that was decided") func standardCost() throws {
        let hash = try Argon2id.hash([1], .standard)
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(!Argon2id.isOutdated(hash, .standard))
        #expect(Argon2id.isOutdated(hash, .least))
    }

    /// A string of `argon2 somesalt -id -t 2 -k 65536 -p 1` of the reference implementation for
    /// `password`, so that hashes move between programs.
    @Test func referenceImplementation() {
        let hash =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
            + "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        #expect(Argon2id.verify(Array("password".utf8), against: hash))
    }

    @Test("what is no hash lets nobody in", arguments: ["", "x", "$argon2id$", "$1$abc$def"])
    func notAHash(_ stored: String) {
        #expect(!Argon2id.verify([], against: stored))
        #expect(!Argon2id.verify(Array("x".utf8), against: stored))
        #expect(Argon2id.isOutdated(stored, .least))
    }

    /// Goal: a check against nothing costs one hash and says no. Method: counting.
    @Test func decoy() async throws {
        let hasher = PasswordHasher(cost: .least)
        #expect(try await !hasher.verify([], against: nil))
        #expect(hasher.count == 1)
        #expect(!Argon2id.isOutdated(Argon2id.decoy(.standard), .standard), "the same cost")
    }

    /// Goal: the queue is bounded. Method: many more at once than may wait; each is either
    /// answered or refused as busy, and at least those that fit are answered.
    @Test func queueIsBounded() async throws {
        let hasher = PasswordHasher(cost: PasswordCost(memory: 4096, passes: 4), capacity: 3)
        let outcomes = await withTaskGroup(of: Bool?.self) { tasks in
            for _ in 0..<100 {
                tasks.addTask { try? await hasher.verify([1], against: nil) }
            }
            return await tasks.reduce(into: [Bool?]()) { $0.append($1) }
        }
        let answered = outcomes.compactMap(\.self).count
        #expect(answered >= PasswordHasher.parallel + 3)
        #expect(answered < 100)
        #expect(hasher.count == answered)
    }
}
