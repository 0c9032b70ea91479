import CSodium

/// What one hash of a password costs (RFC 9106 §3.1), with one lane.
struct PasswordCost: Hashable, Sendable {
    /// Memory in KiB, at least 8.
    let memory: Int
    /// Passes over the memory.
    let passes: Int

    /// About 20 ms; what OWASP's Password Storage Cheat Sheet names for one lane.
    static let standard = PasswordCost(memory: 19 * 1024, passes: 2)
    /// The least that Argon2 knows, for tests.
    static let least = PasswordCost(memory: 8, passes: 1)
}

/// The password hash Argon2id (RFC 9106) as libsodium computes it. Blocks for as long as it takes:
/// see `PasswordHasher`.
enum Argon2id {
    /// The most bytes that a password may have.
    static let longestPassword = 1024

    /// Hashes a password with a new salt, as a PHC string (`crypto_pwhash_str`).
    ///
    /// - Throws: `PasswordHashError` when there is no memory for it.
    static func hash(
        _ password: [UInt8], _ cost: PasswordCost
    ) throws(PasswordHashError) -> String {
        guard Sodium.isReady else { throw .outOfMemory }
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let code = crypto_pwhash_str(
            &text, password.map(CChar.init(bitPattern:)), UInt64(password.count),
            UInt64(cost.passes), cost.memory * 1024)
        guard code == 0 else { throw .outOfMemory }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether a PHC string was made of this password (`crypto_pwhash_str_verify`).
    static func verify(_ password: [UInt8], against stored: String) -> Bool {
        guard Sodium.isReady, let text = fixed(stored) else { return false }
        return crypto_pwhash_str_verify(
            text, password.map(CChar.init(bitPattern:)), UInt64(password.count)) == 0
    }

    /// Whether a PHC string was made at another cost (`crypto_pwhash_str_needs_rehash`).
    static func isOutdated(_ stored: String, _ cost: PasswordCost) -> Bool {
        guard let text = fixed(stored) else { return true }
        return crypto_pwhash_str_needs_rehash(text, UInt64(cost.passes), cost.memory * 1024) != 0
    }

    /// A PHC string of no password: checking one against it takes as long as against a real one.
    static func decoy(_ cost: PasswordCost) -> String {
        let salt = String(repeating: "A", count: 22)
        let hash = String(repeating: "A", count: 43)
        return "$argon2id$v=19$m=\(cost.memory),t=\(cost.passes),p=1$\(salt)$\(hash)"
    }

    /// The array of `crypto_pwhash_STRBYTES` characters that libsodium reads.
    private static func fixed(_ stored: String) -> [CChar]? {
        let room = Int(crypto_pwhash_STRBYTES)
        guard stored.utf8.count < room else { return nil }
        let text = stored.utf8.map(CChar.init(bitPattern:))
        return text + [CChar](repeating: 0, count: room - text.count)
    }
}

/// Why a password could not be hashed or checked.
enum PasswordHashError: Error, Hashable, Sendable {
    /// There is no memory for it.
    case outOfMemory
    /// Too many wait already.
    case busy
}
