/// A `.netrc` file: machines with logins and passwords, as ftp(1) and curl read it. Parsed here
/// because libcurl would send a password to whichever host a redirect names.
struct CredentialNetrc: Hashable, Sendable {
    private struct Entry: Hashable, Sendable {
        /// nil: any machine.
        var machine: String?
        var login = ""
        var password: String?
    }

    private var entries: [Entry] = []

    init(_ text: String) {
        var words = Self.words(text)[...]
        while let word = words.popFirst() {
            switch word {
            case "machine": entries.append(Entry(machine: words.popFirst()?.lowercased() ?? ""))
            case "default": entries.append(Entry())
            case "login": set(\.login, words.popFirst() ?? "")
            case "password": set(\.password, words.popFirst() ?? "")
            case "account": _ = words.popFirst()
            default: break
            }
        }
    }

    /// Returns the first entry with a password for a host.
    /// - Parameter user: empty for any.
    func credential(host: String, user: String) -> Credential? {
        for entry in entries where entry.machine == nil || entry.machine == host.lowercased() {
            guard let password = entry.password, user.isEmpty || entry.login == user else {
                continue
            }
            return Credential(user: entry.login, secret: password)
        }
        return nil
    }

    private mutating func set<Value>(_ path: WritableKeyPath<Entry, Value>, _ value: Value) {
        guard !entries.isEmpty else { return }
        entries[entries.count - 1][keyPath: path] = value
    }

    /// Splits into words; quotes keep spaces and know `\"` and `\\`, `#` begins a comment, and a
    /// macro goes to the next empty line.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var isMacro = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if isMacro {
                isMacro = !line.allSatisfy(\.isWhitespace)
                continue
            }
            var rest = line.drop(while: \.isWhitespace)
            while !rest.isEmpty, rest.first != "#" || words.last == "password" {
                let word = popWord(&rest)
                if word == "macdef" {
                    isMacro = true
                    break
                }
                words.append(word)
                rest = rest.drop(while: \.isWhitespace)
            }
        }
        return words
    }

    private static func popWord(_ rest: inout Substring) -> String {
        guard rest.first == "\"" else {
            let word = rest.prefix { !$0.isWhitespace }
            rest = rest.dropFirst(word.count)
            return String(word)
        }
        rest.removeFirst()
        var word = ""
        while let character = rest.popFirst(), character != "\"" {
            word.append(character == "\\" ? rest.popFirst() ?? character : character)
        }
        return word
    }
}
