import WebDAV

/// What a server calls a place: `DAV:href`, `Location` (RFC 4918 §8.3, RFC 3986 §5).
enum Href {
    /// The place as an absolute path in the one spelling of `PathSegments`; of a URL its path,
    /// whatever the host, because servers behind proxies know another name of themselves.
    ///
    /// - Parameter base: absolute path or URL that was asked; what is relative is seen from there.
    static func path(_ href: some StringProtocol, from base: String) -> String {
        let href = href.trimmingBlanks
        // Nearly all of them, and there are many.
        if isInOneSpelling(href) { return String(href) }
        let path = pathPart(href)
        if path.first == "/" { return PathSegments.normalize(path) }
        let basePath = pathPart(base)
        if path.isEmpty { return PathSegments.normalize(hasAuthority(href) ? "/" : basePath) }
        let folder = basePath[...(basePath.lastIndex(of: "/") ?? basePath.startIndex)]
        return PathSegments.normalize(folder + path)
    }

    /// Whether two paths are one place: a slash at the end does not count.
    static func areSame(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
        one == other || withoutSlash(one) == withoutSlash(other)
    }

    private static func withoutSlash(_ path: some StringProtocol) -> Substring {
        path.last == "/" ? Substring(path.dropLast()) : Substring(path)
    }

    /// Whether it is an absolute path that need not be decoded to be compared.
    private static func isInOneSpelling(_ href: some StringProtocol) -> Bool {
        var last = UInt8(0)
        for byte in href.utf8 {
            switch byte {
            case UInt8(ascii: "/"), UInt8(ascii: "."): if last == UInt8(ascii: "/") { return false }
            default: if !PathSegments.isPlain(byte) { return false }
            }
            last = byte
        }
        return href.utf8.first == UInt8(ascii: "/")
    }

    private static func hasAuthority(_ href: some StringProtocol) -> Bool {
        href.hasPrefix("//") || href.prefix(9).contains("://")
    }

    /// Without scheme, host, query and fragment, as it was written.
    private static func pathPart(_ href: some StringProtocol) -> Substring {
        var rest = Substring(href.prefix { $0 != "?" && $0 != "#" })
        guard hasAuthority(rest), let mark = rest.firstRange(of: "//") else { return rest }
        rest = rest[mark.upperBound...]
        return rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]
    }
}
