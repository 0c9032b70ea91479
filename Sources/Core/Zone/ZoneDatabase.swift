import Synchronization

/// The compiled zone files below one directory, each read once.
public final class ZoneDatabase: Sendable {
    /// Longest zone name that is looked up, in bytes; real ones have at most 32.
    public static let maxNameBytes = 64
    /// How many names are remembered, the unknown ones included: names come from foreign files.
    static let maxCached = 2048

    /// `$TZDIR` or `/usr/share/zoneinfo`.
    public let directory: String
    private let cache = Mutex<[String: Zone?]>([:])
    private let aliasCache = Mutex<[String: Zone?]>([:])
    /// Every object of a calendar brings the same few VTIMEZONEs along.
    private let compiledCache = Mutex<[[UInt8]: Zone?]>([:])
    static let maxCompiled = 64
    /// Larger VTIMEZONEs are not remembered.
    static let maxCompiledBytes = 16_384

    /// Reads nothing yet.
    public init(directory: String) { self.directory = directory }

    /// The zone of an IANA name or link, in any case of letters, or of a TZ string as the
    /// variable `TZ` may hold (`CET-1CEST,M3.5.0,M10.5.0/3`, `JST-9`); nil when unknown. A name
    /// never leads out of the directory.
    public func zone(_ id: TimeZoneID) -> Zone? {
        named(id.name) ?? (PosixZone.isLikely(id.name) ? Zone(id: id, posix: id.name) : nil)
    }

    /// The zone of an IANA name or link, in any case of letters.
    func named(_ name: String) -> Zone? {
        guard ZoneDatabase.isSafe(name) else { return nil }
        if let known = cache.withLock({ $0[name] }) { return known }
        let zone = read(name)
        cache.withLock { cache in
            if cache.count >= ZoneDatabase.maxCached { cache.removeAll() }
            cache[name] = .some(zone)
        }
        return zone
    }

    /// As `interpreted`, remembered.
    func understood(_ name: String) -> Zone? {
        if let known = aliasCache.withLock({ $0[name] }) { return known }
        let zone = interpreted(name)
        aliasCache.withLock { cache in
            if cache.count >= ZoneDatabase.maxCached { cache.removeAll() }
            cache[name] = .some(zone)
        }
        return zone
    }

    /// The zone of a VTIMEZONE's rules; nil when it has no observance that can be used.
    func compiledZone(_ component: Component) -> Zone? {
        let key = component.bytes
        if let known = compiledCache.withLock({ $0[key] }) { return known }
        let zone = Zone(vtimezone: component)
        if key.count > ZoneDatabase.maxCompiledBytes { return zone }
        compiledCache.withLock { cache in
            if cache.count >= ZoneDatabase.maxCompiled { cache.removeAll() }
            cache[key] = .some(zone)
        }
        return zone
    }

    /// How many names are remembered now.
    var cachedCount: Int { cache.withLock { $0.count } }

    /// The release of the zone data, such as `2025b`; nil when the directory does not tell.
    public func version() -> String? {
        if let bytes = ZoneFile.readStart(directory + "/tzdata.zi", count: 64) {
            let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
            if line.hasPrefix("# version ") { return String(line.dropFirst(10)) }
        }
        if let bytes = ZoneFile.readStart(directory + "/+VERSION", count: 64) {
            return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
        }
        return nil
    }

    /// What tells one state of the zone data from another: its release, or, where the directory
    /// does not tell, the sizes and times of its files; `-` without any.
    ///
    /// The release costs one small file; the rest about a millisecond.
    public func edition() -> String { version() ?? ZoneFolder.stamp(directory) ?? "-" }

    private func read(_ name: String) -> Zone? {
        if let zone = ZoneDatabase.builtIn(name) ?? readFile(name) { return zone }
        if let modern = legacyZoneNames[name] { return readFile(modern) }
        return canonicalName(name).flatMap(readFile)
    }

    private func readFile(_ name: String) -> Zone? {
        let path = directory + "/" + name
        guard let bytes = ZoneFile.read(path, limit: TZif.maxBytes) else { return nil }
        return try? Zone(id: TimeZoneID(name), tzif: bytes)
    }

    /// UTC must work on a machine without zone files.
    private static func builtIn(_ name: String) -> Zone? {
        switch name {
        case "UTC": .utc
        case "Etc/UTC", "GMT", "Etc/GMT", "Z", "Zulu":
            .fixed(
                offset: 0, id: TimeZoneID(name == "Z" ? "UTC" : name),
                abbreviation: name.hasSuffix("GMT") ? "GMT" : "UTC")
        default: nil
        }
    }

    /// Letters, digits, `_`, `+`, `-` and inner slashes: no dots, so no way up; no empty parts.
    static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= maxNameBytes, name.utf8.first != 0x2F,
            name.utf8.last != 0x2F
        else { return false }
        var last: UInt8 = 0
        for byte in name.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x5F, 0x2B, 0x2D: break
            case 0x2F where last != 0x2F: break
            default: return false
            }
            last = byte
        }
        return true
    }

    /// The spelling on disk of a name in other letters (`europe/BERLIN`).
    private func canonicalName(_ name: String) -> String? {
        var found: [String] = []
        var path = directory
        for part in name.split(separator: "/") {
            guard let entry = ZoneFile.entry(like: part, in: path) else { return nil }
            found.append(entry)
            path += "/" + entry
        }
        let spelling = found.joined(separator: "/")
        return spelling == name ? nil : spelling
    }
}
