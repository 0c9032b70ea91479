/// Which modules the code of a folder may import. SwiftPM walls off targets, not folders.
enum ImportWall {
    /// The longest matching folder decides; nil means: whatever it needs.
    static let table: [(folder: String, modules: Set<String>?)] = [
        ("Sources/Core/", []),
        ("Sources/Core/Zone/", ["Glibc", "Musl", "Darwin", "Synchronization"]),
        ("Sources/Core/Replica/", ["GRDB", "GRDBSQLite", "Foundation", "Synchronization"]),
        ("Sources/DaylineTUI/Model/", ["Core", "Control"]),
        ("Sources/DaylineTUI/View/", ["Core", "Control"]),
        ("Sources/DaylineTUI/Text/", ["Core", "Control"]),
        ("Sources/DaylineTUI/Commands/", ["Core", "ArgumentParser", "Control", "Settings"]),
        ("Sources/DaylineTUI/Shell/", nil),
        ("Sources/WebDAV/", ["Foundation", "CExpat"]),
        ("Sources/Settings/", ["Core", "Foundation", "TOMLKit"]),
        ("Sources/Control/", ["Core", "Foundation", "Glibc", "Musl", "Darwin"]),
        ("Sources/DaylineSync/Decide/", ["Core", "WebDAV"]),
        ("Sources/DaylineSync/CalDAV/", ["Core", "WebDAV"]),
        ("Sources/DaylineSync/Shell/", nil),
        (
            "Sources/DaylineServer/Accounts/",
            ["Core", "Crypto", "CSodium", "Dispatch", "Foundation", "Synchronization"]
        ),
        ("Sources/DaylineServer/CalDAV/", ["Core", "WebDAV", "HTTPTypes"]),
        ("Sources/DaylineServer/Events/", ["Core", "Logging", "Metrics", "Synchronization"]),
        ("Sources/DaylineServer/Storage/", ["Core", "Crypto"]),
        (
            "Sources/DaylineServer/Storage/SQLite/",
            ["Core", "Foundation", "Dispatch", "GRDB", "GRDBSQLite", "Synchronization"]
        ),
        ("Sources/DaylineServer/Notifications/", nil),
        ("Sources/DaylineServer/Operations/", nil),
        ("Sources/DaylineServer/Commands/", nil),
        ("Sources/DaylineServer/Shell/", nil),
    ]

    /// Modules that one kind of file wraps for all others.
    static let wrapped: [(module: String, by: [String])] = [
        ("CNcurses", ["Sources/DaylineTUI/Shell/Terminal"]),
        ("CCurl", ["Sources/DaylineSync/Shell/Curl"]),
        ("CTimer", ["Sources/DaylineSync/Shell/"]),
        ("CResolver", ["Sources/DaylineSync/Shell/ServiceLookup"]),
        ("CExpat", ["Sources/WebDAV/"]),
        ("CSodium", ["Sources/DaylineServer/Accounts/"]),
        (
            "CMalloc",
            ["Sources/DaylineServer/Shell/Main", "Sources/DaylineSync/Shell/FreedMemory"]
        ),
        ("CZlib", ["Sources/DaylineServer/Shell/Gzip"]),
    ]

    static func check(_ file: SourceFile) -> [Finding] {
        guard file.path.hasPrefix("Sources/") else { return [] }
        let rule = table.filter { file.path.hasPrefix($0.folder) }
            .max { $0.folder.count < $1.folder.count }
        guard let rule else {
            return [Finding(path: file.path, line: 1, reason: "no row of the import wall names it")]
        }
        var findings: [Finding] = []
        for (index, module) in imports(of: file) {
            func report(_ reason: String) {
                findings.append(Finding(path: file.path, line: index + 1, reason: reason))
            }
            if let allowed = rule.modules, !allowed.contains(module) {
                report("\(rule.folder) may not import \(module)")
            }
            for (name, places) in wrapped
            where name == module && !places.contains(where: { file.path.hasPrefix($0) }) {
                report("only \(places.joined(separator: "…, "))… may import \(module)")
            }
        }
        return findings
    }

    /// The modules named by `import` lines, submodules and import kinds left out.
    static func imports(of file: SourceFile) -> [(index: Int, module: String)] {
        let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "let", "var"]
        return file.code.enumerated().compactMap { index, line in
            var words = line.split(separator: " ")[...]
            while let first = words.first, first.hasPrefix("@") || first == "public" {
                words = words.dropFirst()
            }
            guard words.popFirst() == "import" else { return nil }
            if let first = words.first, kinds.contains(first) { words = words.dropFirst() }
            guard let module = words.first?.split(separator: ".").first else { return nil }
            return (index, String(module))
        }
    }
}
