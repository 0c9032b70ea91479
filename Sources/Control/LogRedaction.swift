/// Keeps secrets out of the logs, whoever wrote them there.
public enum LogRedaction {
    public static let mark = "[redacted]"

    /// Names of what is never logged, in lower case.
    private static let secretNames = [
        "authorization", "password", "passwd", "secret", "cookie", "token",
    ].map { Array($0.utf8) }

    /// Whether what stands under this key is a secret by its name.
    public static func isSecret(key: String) -> Bool {
        var key = key
        return key.withUTF8 { key in
            secretNames.contains { name in
                guard key.count >= name.count else { return false }
                let start = key.count - name.count
                let isNamed = zip(key[start...], name).allSatisfy { $0 | 0x20 == $1 }
                return isNamed && (start == 0 || [0x2D, 0x5F].contains(key[start - 1]))
            }
        }
    }

    /// Whether a pattern has to be looked for at all, which would cost more than logging does:
    /// after `dl1` comes an underscore, after `Basic` and `Bearer` a blank.
    private static func maySay(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            for (index, byte) in bytes.enumerated() where index > 2 {
                let before = bytes[index - 1] | 0x20
                if byte == 0x5F, before == 0x31 { return true }
                if byte == 0x20, before == 0x63 || before == 0x72 { return true }
            }
            return false
        }
    }

    /// Takes tokens and credentials out of a text.
    public static func clean(_ text: String) -> String {
        guard maySay(text) else { return text }
        var text = text
        if text.contains("dl1_") {
            text = text.replacing(/dl1_([0-9a-f]{1,16})[A-Za-z0-9_-]*/) {
                "dl1_\($0.output.1)_\(mark)"
            }
        }
        let lowercased = text.lowercased()
        if lowercased.contains("basic ") || lowercased.contains("bearer ") {
            text = text.replacing(/(?i)(basic|bearer) +[A-Za-z0-9+\/=._~-]{8,}/) {
                "\($0.output.1) \(mark)"
            }
        }
        return text
    }
}
