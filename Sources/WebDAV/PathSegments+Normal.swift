extension PathSegments {
    /// An absolute path of a foreign server in the spelling that `path` has, so that two spellings
    /// of one place are equal. Unlike `init(path:)` it takes everything: dot segments and empty
    /// ones are resolved, encoded slashes stay encoded, a `%` that encodes nothing stands for
    /// itself.
    ///
    /// - Parameter path: percent-encoded, without query.
    public static func normalize(_ path: some StringProtocol) -> String {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var segments: [String] = []
        var isCollection = true
        for part in parts {
            let decoded = decodeLeniently(part)
            isCollection = false
            switch decoded {
            case [], Array(".".utf8): isCollection = true
            case Array("..".utf8):
                isCollection = true
                _ = segments.popLast()
            default: segments.append(encode(bytes: decoded))
            }
        }
        let joined = segments.joined(separator: "/")
        return isCollection && !joined.isEmpty ? "/" + joined + "/" : "/" + joined
    }

    private static func decodeLeniently(_ part: some Collection<UInt8>) -> [UInt8] {
        let part = Array(part)
        var bytes: [UInt8] = []
        var index = 0
        while index < part.count {
            if part[index] == UInt8(ascii: "%"), index + 2 < part.count,
                let high = hexDigit(part[index + 1]), let low = hexDigit(part[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(part[index])
                index += 1
            }
        }
        return bytes
    }
}
