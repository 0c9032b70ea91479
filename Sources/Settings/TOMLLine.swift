/// What begins in a line of TOML, as far as one has to know to find a key, or to take a table out
/// of a file without touching the rest of it. The parser does not tell places.
enum TOMLLine: Hashable, Sendable {
    /// `[a.b]` or `[[a.b]]`
    case header([String])
    /// `a.b = …`
    case key([String])
    /// A comment, or nothing.
    case blank
    /// Goes on with a value that began further up, or cannot be read.
    case rest

    /// One for each line of the text.
    static func lines(of text: String) -> [TOMLLine] {
        var value = OpenValue()
        return split(text).map { line in
            guard !value.isOpen else {
                value.read(line)
                return .rest
            }
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.isEmpty || line == "\r" || line.hasPrefix("#") { return .blank }
            if line.hasPrefix("[") {
                return keys(line.drop { $0 == "[" }).map { .header($0.keys) } ?? .rest
            }
            guard let (keys, rest) = keys(line), rest.first == "=" else { return .rest }
            value.read(rest.dropFirst())
            return .key(keys)
        }
    }

    /// By line feeds alone: to `Character`, a carriage return before one is part of it.
    static func split(_ text: String) -> [Substring] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// Reads `a . "b" . 'c'`.
    /// - Returns: the keys, and what follows them; nil when no key stands there.
    private static func keys(_ text: Substring) -> (keys: [String], rest: Substring)? {
        var keys: [String] = []
        var rest = text
        while true {
            rest = rest.drop(while: isBlank)
            guard let key = key(&rest) else { return nil }
            keys.append(key)
            rest = rest.drop(while: isBlank)
            guard rest.first == "." else { return (keys, rest) }
            rest = rest.dropFirst()
        }
    }

    private static func key(_ text: inout Substring) -> String? {
        if let quote = text.first, quote == "\"" || quote == "'" {
            let inner = text.dropFirst()
            guard let end = inner.firstIndex(of: quote) else { return nil }
            text = inner[inner.index(after: end)...]
            return String(inner[..<end])
        }
        let bare = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
        text = text.dropFirst(bare.count)
        return bare.isEmpty ? nil : String(bare)
    }

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t"
    }
}

/// Whether a value goes on in the next line: in a multi-line string, or between brackets.
private struct OpenValue {
    /// What ends the string that is open; nil outside of one.
    private var quote: String?
    private var depth = 0

    var isOpen: Bool { quote != nil || depth > 0 }

    mutating func read(_ line: Substring) {
        var rest = line
        while let character = rest.first {
            if let open = quote {
                if character == "\\", open.first == "\"" {
                    rest = rest.dropFirst(2)
                } else if rest.hasPrefix(open) {
                    rest = rest.dropFirst(open.count)
                    quote = nil
                } else {
                    rest = rest.dropFirst()
                }
            } else if character == "#" {
                return
            } else if let open = ["\"\"\"", "'''", "\"", "'"].first(where: rest.hasPrefix) {
                quote = open
                rest = rest.dropFirst(open.count)
            } else {
                if "[{".contains(character) { depth += 1 }
                if "]}".contains(character) { depth = max(0, depth - 1) }
                rest = rest.dropFirst()
            }
        }
        // A string of one line ends with it, whatever the text says.
        if let open = quote, open.count == 1 { quote = nil }
    }
}
