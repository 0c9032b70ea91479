import Control
import Logging

/// Writes one line for each event: for people, or as JSON for programs.
///
/// Invariant: no secret is in a line, and no value can begin a new one.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let format: LogSettings.Format
    private let label: String
    private let now: @Sendable () -> WallTime
    /// Takes a line with its end.
    private let write: @Sendable (String) -> Void

    init(
        label: String, settings: LogSettings, now: @escaping @Sendable () -> WallTime,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.logLevel = settings.level
        self.format = settings.format
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = fields(of: event)
        switch format {
        case .text: write(text(event, fields))
        case .json: write(json(event, fields))
        }
    }

    /// By key. What is said at the line itself wins.
    private func fields(of event: LogEvent) -> [(key: String, value: String)] {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        var fields = all.map { key, value in
            let text = LogRedaction.isSecret(key: key) ? LogRedaction.mark : "\(value)"
            return (key: key, value: LogRedaction.clean(text))
        }
        if let error = event.error {
            fields.append((key: "error", value: LogRedaction.clean("\(error)")))
        }
        return fields.sorted { $0.key < $1.key }
    }

    private func text(_ event: LogEvent, _ fields: [(key: String, value: String)]) -> String {
        let level = event.level.rawValue
        let padding = String(repeating: " ", count: max(0, 8 - level.count))
        var line = "\(now().timestamp) \(level)\(padding) "
        line += LogText.oneLine(LogRedaction.clean("\(event.message)"))
        for (key, value) in fields { line += " \(LogText.oneLine(key))=\(LogText.quoted(value))" }
        return line + "\n"
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: String)]) -> String {
        var members = [
            ("time", now().timestamp), ("level", event.level.rawValue), ("logger", label),
            ("message", LogRedaction.clean("\(event.message)")),
        ]
        // A field must not pass for one of the line's own.
        let names = Set(members.map(\.0))
        members += fields.map { (names.contains($0.key) ? "_" + $0.key : $0.key, $0.value) }
        let pairs = members.map { "\(LogText.json($0)):\(LogText.json($1))" }
        return "{\(pairs.joined(separator: ","))}\n"
    }
}
