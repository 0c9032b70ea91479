import Control
import Logging

/// Writes one line for each event: for people in a terminal, or for the journal, which knows the
/// time by itself and takes the level from the line's beginning (sd-daemon(3)).
///
/// Invariant: no secret is in a line, and no value can begin a new one.
struct SyncLogHandler: LogHandler {
    enum Format: Hashable, Sendable { case people, journal }

    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let format: Format
    /// The time of day, for people.
    private let clock: @Sendable () -> String
    /// Takes a line with its end.
    private let write: @Sendable (String) -> Void

    init(
        format: Format, clock: @escaping @Sendable () -> String,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        self.clock = clock
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        if let own = event.metadata { fields.merge(own) { _, new in new } }
        var line = beginning(event.level)
        line += LogText.oneLine(LogRedaction.clean("\(event.message)"))
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            let text = LogRedaction.isSecret(key: key) ? LogRedaction.mark : "\(value)"
            line += " \(LogText.oneLine(key))=\(LogText.quoted(LogRedaction.clean(text)))"
        }
        write(line + "\n")
    }

    private func beginning(_ level: Logger.Level) -> String {
        switch format {
        case .journal: "<\(Self.priority(level))>"
        case .people:
            switch level {
            case .trace, .debug, .info, .notice: "\(clock())  "
            case .warning, .error, .critical: "\(clock())  \(level.rawValue): "
            }
        }
    }

    /// As syslog(3) counts.
    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
