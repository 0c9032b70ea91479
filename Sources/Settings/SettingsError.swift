/// What is wrong with a file of settings.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    public let path: String
    /// Counted from 1; 0 when no line is to blame.
    public let line: Int
    public let reason: String

    public init(path: String, line: Int = 0, reason: String) {
        self.path = path
        self.line = line
        self.reason = reason
    }

    /// As compilers say it: `config.toml:3: there is no setting “x”`.
    public var description: String {
        line > 0 ? "\(path):\(line): \(reason)" : "\(path): \(reason)"
    }
}
