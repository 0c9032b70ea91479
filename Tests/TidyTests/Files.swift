/// Checks over the whole set of files.
enum Files {
    /// SwiftPM stops when two files of a target have one name.
    static func duplicateNames(_ files: [SourceFile]) -> [Finding] {
        var seen: [String: String] = [:]
        return files.compactMap { file in
            let key = "\(file.target)/\(file.name)"
            guard let first = seen.updateValue(file.path, forKey: key) else { return nil }
            return Finding(path: file.path, line: 1, reason: "\(first) has the same name")
        }
    }

    /// Files of `Sources` whose declarations no other file names. The entry point is alive, and so
    /// is an extension that adds a conformance.
    static func dead(_ files: [SourceFile]) -> [Finding] {
        let sources = files.filter { $0.path.hasPrefix("Sources/") }
        var users: [Substring: Set<String>] = [:]
        for file in sources {
            for word in file.code.flatMap(words) { users[word, default: []].insert(file.path) }
        }
        return sources.compactMap { file in
            let isEntry = file.code.contains { $0.hasPrefix("@main") }
            let conforms = file.code.contains { $0.contains(/^(public )?extension [^{]*:/) }
            let isUsed = declarations(of: file).contains {
                !(users[$0] ?? []).subtracting([file.path]).isEmpty
            }
            return isEntry || conforms || isUsed
                ? nil : Finding(path: file.path, line: 1, reason: "no other file uses it")
        }
    }

    /// The names that a file declares at its top level, and the members of its extensions.
    private static func declarations(of file: SourceFile) -> [Substring] {
        let keywords: Set<Substring> = [
            "struct", "class", "enum", "protocol", "actor", "func", "typealias", "let", "var",
        ]
        var isExtension = false
        return file.code.flatMap { line -> [Substring] in
            let indent = line.prefix { $0 == " " }.count
            let words = words(line)
            if indent == 0, !words.isEmpty { isExtension = words.contains("extension") }
            guard indent == 0 || (indent == 4 && isExtension) else { return [] }
            if words.contains("init") { return ["init"] }
            return zip(words, words.dropFirst()).compactMap {
                keywords.contains($0) && !keywords.contains($1) ? $1 : nil
            }
        }
    }

    private static func words(_ line: String) -> [Substring] {
        line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    }

    /// Golden files that no test can name: every word of the name must stand in a test's text.
    static func orphanedGoldens(_ goldens: [String], tests: [SourceFile]) -> [Finding] {
        let text = tests.map { $0.lines.joined(separator: "\n") }.joined(separator: "\n")
        return goldens.compactMap { path in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let stem = name.split(separator: ".").first.map(String.init) ?? name
            let topic = stem.split(separator: "-").first.map(String.init) ?? stem
            return text.contains("\"\(topic)") || text.contains("\(stem)")
                ? nil : Finding(path: path, line: 1, reason: "no test names this golden")
        }
    }
}
