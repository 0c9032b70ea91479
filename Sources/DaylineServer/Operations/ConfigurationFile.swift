import TOMLKit

/// Reads `dayline-server.toml`.
///
/// What is not known there is refused: a mistyped limit would else be no limit.
struct ConfigurationFile {
    /// For error messages.
    let path: String
    let text: String

    /// Sets in `configuration` what the file names.
    func apply(to configuration: inout ServerSettings) throws(ConfigurationError) {
        try apply(try table(), path: [], to: &configuration)
    }

    private func table() throws(ConfigurationError) -> TOMLTable {
        do {
            return try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw .file(path: path, line: error.source.begin.line, reason: error.description)
        } catch {
            throw .file(path: path, line: 0, reason: "is no TOML")
        }
    }

    private func apply(
        _ table: TOMLTable, path parents: [String], to configuration: inout ServerSettings
    ) throws(ConfigurationError) {
        for key in table.keys.sorted() {
            guard let value = table[key] else { continue }
            let place = parents + [key]
            let name = place.joined(separator: ".")
            if let setting = ConfigurationSetting.all.first(where: { $0.key == name }) {
                guard setting.apply(value, &configuration) else {
                    throw failure(place, "“\(name)” must be \(setting.takes)")
                }
            } else if Self.tables.contains(name), let inner = value.table {
                try apply(inner, path: place, to: &configuration)
            } else if Self.tables.contains(name) {
                throw failure(place, "“\(name)” must be a table")
            } else {
                throw failure(place, "there is no setting “\(name)”")
            }
        }
    }

    private func failure(_ place: [String], _ reason: String) -> ConfigurationError {
        .file(path: path, line: line(of: place), reason: reason)
    }

    private static let tables = Set(
        ConfigurationSetting.all.compactMap { setting in
            setting.key.lastIndex(of: ".").map { String(setting.key[..<$0]) }
        })

    /// Where a key stands, counted from 1; 0 when it is written in a way that is not recognised.
    /// The parser tells places of syntax errors alone.
    private func line(of place: [String]) -> Int {
        let wanted = place.joined(separator: ".")
        var prefix = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                let table = line[line.index(after: line.startIndex)..<end].filter { $0 != " " }
                if table == wanted { return index + 1 }
                prefix = table + "."
            } else if let equals = line.firstIndex(of: "=") {
                let key = line[..<equals].filter { !" \t\"'".contains($0) }
                if prefix + key == wanted || (prefix + key + ".").hasPrefix(wanted + ".") {
                    return index + 1
                }
            }
        }
        return 0
    }
}
