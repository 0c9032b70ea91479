import TOMLKit

/// Reads a file of settings (TOML).
///
/// What is not known there is refused: a mistyped limit would else be no limit.
public struct SettingsFile: Sendable {
    /// For error messages.
    public let path: String
    public let text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// Sets in `root` what the file names.
    public func apply<Root>(
        _ settings: [Setting<Root>], to root: inout Root
    ) throws(SettingsError) {
        try apply(settings, in: try table(), at: [], to: &root)
    }

    /// The whole file.
    /// - Throws: where it is no TOML.
    func table() throws(SettingsError) -> TOMLTable {
        do {
            return try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw SettingsError(
                path: path, line: error.source.begin.line, reason: error.description)
        } catch {
            throw SettingsError(path: path, reason: "is no TOML")
        }
    }

    /// Sets in `root` what a table of the file names.
    ///
    /// - Parameters:
    ///   - place: the keys that lead to the table.
    ///   - others: keys of the table that are read elsewhere.
    func apply<Root>(
        _ settings: [Setting<Root>], in table: TOMLTable, at place: [String],
        besides others: [String] = [], to root: inout Root
    ) throws(SettingsError) {
        let reader = TableReader(file: self, settings: settings, place: place, others: others)
        try reader.read(table, at: [], to: &root)
    }

    /// What is wrong at a key.
    func failure(_ place: [String], _ reason: String) -> SettingsError {
        SettingsError(path: path, line: line(of: place), reason: reason)
    }

    /// Where a key, or the first one below it, stands, counted from 1; 0 when it is written in a
    /// way that is not recognised.
    func line(of place: [String]) -> Int {
        var table: [String] = []
        for (index, line) in TOMLLine.lines(of: text).enumerated() {
            switch line {
            case .header(let keys):
                table = keys
                if keys.starts(with: place) { return index + 1 }
            case .key(let keys):
                if (table + keys).starts(with: place) { return index + 1 }
            case .blank, .rest: break
            }
        }
        return 0
    }

    /// As people write it.
    static func name(_ place: [String]) -> String { place.joined(separator: ".") }
}

/// Carries the values of one table, and those inside it, over to a value in memory.
private struct TableReader<Root> {
    let file: SettingsFile
    let settings: [Setting<Root>]
    let place: [String]
    let others: [String]

    func read(
        _ table: TOMLTable, at inner: [String], to root: inout Root
    ) throws(SettingsError) {
        for key in table.keys.sorted() {
            let own = inner + [key]
            guard let value = table[key], !(inner.isEmpty && others.contains(key)) else { continue }
            let name = SettingsFile.name(place + own)
            if let setting = settings.first(where: { $0.place == own }) {
                guard setting.apply(value, &root) else {
                    throw file.failure(place + own, "“\(name)” must be \(setting.takes)")
                }
            } else if isTable(own) {
                guard let inner = value.table else {
                    throw file.failure(place + own, "“\(name)” must be a table")
                }
                try read(inner, at: own, to: &root)
            } else {
                throw file.failure(place + own, unknown(key, in: inner))
            }
        }
    }

    private func isTable(_ own: [String]) -> Bool {
        settings.contains { $0.place.count > own.count && $0.place.starts(with: own) }
    }

    private func unknown(_ key: String, in inner: [String]) -> String {
        let known = known(in: inner)
        var sentence = "there is no setting “\(SettingsFile.name(place + inner + [key]))”"
        if let near = NearestKey.of(key, among: known) {
            sentence += "; did you mean “\(SettingsFile.name(place + inner + [near]))”?"
        } else {
            sentence += "; known here: \(known.joined(separator: ", "))"
        }
        return sentence
    }

    /// The keys that may stand in a table, each once.
    private func known(in inner: [String]) -> [String] {
        var known = inner.isEmpty ? others : []
        for setting in settings where setting.place.starts(with: inner) {
            let key = setting.place[inner.count]
            if !known.contains(key) { known.append(key) }
        }
        return known
    }
}
