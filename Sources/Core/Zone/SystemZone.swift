/// The name of the machine's zone, from what the environment and the file system say.
///
/// - Parameters:
///   - tz: the variable `TZ`; nil when unset. A name, `:name`, a path below some `zoneinfo`
///     directory, or a TZ string, which is returned as it is and which `ZoneDatabase` reads.
///   - localtimeLink: where the symbolic link `/etc/localtime` leads; nil when it is none.
/// - Returns: `UTC` when neither says anything.
public func systemZoneID(tz: String?, localtimeLink: String?) -> TimeZoneID {
    if let tz {
        let name = tz.hasPrefix(":") ? tz.dropFirst() : Substring(tz)
        if name.isEmpty { return TimeZoneID("UTC") }  // POSIX: set but empty means UTC
        if !name.hasPrefix("/") { return TimeZoneID(String(name)) }
        if name != "/etc/localtime" {
            return TimeZoneID(zoneName(inPath: name) ?? "UTC")
        }
    }
    return TimeZoneID(localtimeLink.flatMap { zoneName(inPath: Substring($0)) } ?? "UTC")
}

/// `Europe/Berlin` from `/usr/share/zoneinfo/posix/Europe/Berlin`.
private func zoneName(inPath path: Substring) -> String? {
    let parts = path.split(separator: "/")
    // macOS says `zoneinfo.default` in some releases.
    guard let root = parts.lastIndex(where: { $0.hasPrefix("zoneinfo") }) else { return nil }
    var name = parts[(root + 1)...]
    if name.first == "posix" || name.first == "right" { name.removeFirst() }
    return name.isEmpty ? nil : name.joined(separator: "/")
}
