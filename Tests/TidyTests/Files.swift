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

    /// Golden files that no test can name: the topic of the name (`month` of `month-80x24`) must be
    /// a word of a test about goldens.
    static func orphanedGoldens(_ goldens: [String], tests: [SourceFile]) -> [Finding] {
        let known = Set(tests.filter { $0.name.contains("Golden") }.flatMap(\.lines).flatMap(words))
        return goldens.compactMap { path in
            let name = path.split(separator: "/").last ?? ""
            let topic = name.prefix { $0 != "-" && $0 != "." }
            return known.contains(topic)
                ? nil : Finding(path: path, line: 1, reason: "no test names this golden")
        }
    }

    /// Items that begin with `- Invariant:` and name no test file, or one that is not there.
    static func unguardedInvariants(_ text: String, tests: Set<String>) -> [Finding] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.filter { lines[$0].hasPrefix("- Invariant:") }.flatMap { index in
            let rest = lines[(index + 1)...].prefix { $0.hasPrefix("  ") }
            let item = ([lines[index]] + rest).joined(separator: " ")
            let names = (item.split(separator: "Tests:").dropFirst().first ?? "")
                .matches(of: /`(\w+)`/).map { String($0.output.1) }
            func finding(_ reason: String) -> Finding {
                Finding(path: "ARCHITECTURE.md", line: index + 1, reason: reason)
            }
            if names.isEmpty { return [finding("no test guards this invariant")] }
            return names.filter { !tests.contains("\($0).swift") }
                .map { finding("there is no test \($0)") }
        }
    }
}
