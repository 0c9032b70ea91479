import Crypto
import Synchronization

/// Credentials that were checked a moment ago, so that a request costs no password hash.
///
/// Invariant: what was checked before a change of any password or token is checked again.
final class CredentialCache: Sendable {
    struct Entry: Sendable {
        let identity: Identity
        let checked: WallTime
        /// `CredentialStore.credentialGeneration` before the check.
        let generation: Int
    }

    /// A keyed hash: the cache holds no secret that could be tried elsewhere.
    struct Key: Hashable, Sendable {
        fileprivate let bytes: [UInt8]
    }

    private struct State {
        var young: [Key: Entry] = [:]
        var old: [Key: Entry] = [:]
    }

    private let secret = SymmetricKey(size: .bits256)
    private let state = Mutex(State())
    private let half: Int
    /// How long a check is believed.
    static let lifetime = Duration.seconds(10 * 60)

    /// - Parameter capacity: in entries, at least 2.
    init(capacity: Int = 10_000) {
        half = max(1, capacity / 2)
    }

    func key(_ credential: ShownCredential) -> Key {
        var mac = HMAC<SHA256>(key: secret)
        switch credential {
        case .password(let name, let password):
            mac.update(data: Array("password:\(name):".utf8))
            mac.update(data: password)
        case .token(let token, let name):
            mac.update(data: Array("token:\(name ?? ""):\(token.id):".utf8))
            mac.update(data: token.secret)
        }
        return Key(bytes: Array(mac.finalize()))
    }

    /// What is known and still holds.
    func identity(_ key: Key, generation: Int, now: WallTime) -> Identity? {
        guard let entry = state.withLock({ Self.find(key, &$0, half) }) else { return nil }
        let age = now.since(entry.checked)
        guard entry.generation == generation, age >= .zero, age < Self.lifetime,
            entry.identity.expires.map({ now < $0 }) ?? true
        else { return nil }
        return entry.identity
    }

    func insert(_ entry: Entry, for key: Key) {
        state.withLock { Self.insert(entry, key, &$0, half) }
    }

    var count: Int { state.withLock { $0.young.count + $0.old.count } }

    private static func find(_ key: Key, _ state: inout State, _ half: Int) -> Entry? {
        if let entry = state.young[key] { return entry }
        guard let entry = state.old.removeValue(forKey: key) else { return nil }
        insert(entry, key, &state, half)
        return entry
    }

    /// Two generations: what was not asked for while the young one filled up is dropped.
    private static func insert(_ entry: Entry, _ key: Key, _ state: inout State, _ half: Int) {
        if state.young.count >= half, state.young[key] == nil {
            state.old = state.young
            state.young = [:]
        }
        state.young[key] = entry
    }
}
