import Core

/// Where a file to import comes from, and into which calendar it asks to go.
struct ImportSource: Hashable, Sendable {
    let path: String
    /// Whether its name says that it is iCalendar, or the user did; else its content has to.
    var isCertain = true
    /// What a folder says about the calendar that it is (vdir); nil for a single file.
    var collection: Collection?

    /// A folder of events, as khal and vdirsyncer keep them: one event a file, the calendar's name
    /// in `displayname`, its colour in `color`.
    struct Collection: Hashable, Sendable {
        let name: String
        let color: RGB?
    }

    /// Folders inside folders that are looked at.
    static let depth = 8
    /// Files of one run.
    static let limit = 1_000_000

    /// The files that `path` stands for: itself, or those of a folder and the folders in it.
    static func sources(
        at path: String, files: FileAccess
    ) throws(FileError) -> [ImportSource] {
        guard path != "-", files.kind(path) == .folder else { return [ImportSource(path: path)] }
        var found: [ImportSource] = []
        try collect(path, depth: depth, files: files, into: &found)
        return found
    }

    private static func collect(
        _ folder: String, depth: Int, files: FileAccess, into found: inout [ImportSource]
    ) throws(FileError) {
        let names = try files.names(folder).filter { !$0.hasPrefix(".") }
        let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let folders = names.filter { files.kind("\(base)/\($0)") == .folder }
        let inside = Set(folders + ["displayname", "color", "order", "description"])
        let collection = collection(base, names, files: files)
        for name in names where !inside.contains(name) && found.count < limit {
            found.append(
                ImportSource(
                    path: "\(base)/\(name)", isCertain: isCalendarName(name),
                    collection: collection))
        }
        guard depth > 0 else { return }
        for name in folders {
            try collect("\(base)/\(name)", depth: depth - 1, files: files, into: &found)
        }
    }

    /// Whether a file that might be anything begins like iCalendar, in UTF-8 or UTF-16.
    static func looksLikeCalendar(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(1024).filter { $0 != 0 }.map { $0 & 0xdf }
        let begin = Array("BEGIN".utf8)
        return start.indices.dropLast(begin.count).contains {
            start[$0...].starts(with: begin)
        }
    }

    private static func isCalendarName(_ name: String) -> Bool {
        let name = name.lowercased()
        return [".ics", ".ical", ".icalendar", ".ifb"].contains { name.hasSuffix($0) }
    }

    private static func collection(
        _ folder: String, _ names: [String], files: FileAccess
    ) -> Collection {
        /// The first line of a small file; nil when there is none.
        func line(_ name: String) -> String? {
            guard names.contains(name), let bytes = try? files.read("\(folder)/\(name)") else {
                return nil
            }
            let text = String(decoding: bytes.prefix(1024), as: UTF8.self)
            let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            return line.allSatisfy(\.isWhitespace) ? nil : line
        }
        let own = folder.split(separator: "/").last { $0 != "." && $0 != ".." }.map(String.init)
        return Collection(
            name: line("displayname") ?? own ?? "Imported",
            color: line("color").flatMap { RGB(hex: $0) })
    }
}
