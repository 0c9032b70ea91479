/// Keeps secrets out of the logs, whoever wrote them there.
enum LogRedaction {
    static let mark = "[redacted]"

    /// Names of what is never logged, in lower case.
    private static let secretNames = [
        "authorization", "password", "passwd", "secret", "cookie", "token",
    ]

    /// Whether what stands under this key is a secret by its name.
    static func isSecret(key: String) -> Bool {
        let key = key.lowercased()
        return secretNames.contains {
            key == $0 || key.hasSuffix("-" + $0) || key.hasSuffix("_" + $0)
        }
    }

    /// Takes tokens and credentials out of a text.
    static func clean(_ text: String) -> String {
        // Few lines have any; looking for a pattern in all of them would cost more than logging.
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
