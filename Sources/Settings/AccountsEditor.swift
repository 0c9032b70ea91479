/// Changes which accounts a file of settings has, and leaves the rest of its text alone, byte for
/// byte.
public struct AccountsEditor: Sendable {
    private let file: SettingsFile
    private let home: String

    /// - Parameters:
    ///   - path: for error messages.
    ///   - home: for paths that begin with `~/`.
    public init(text: String, path: String, home: String) {
        file = SettingsFile(path: path, text: text)
        self.home = home
    }

    /// The text with one more account at its end.
    /// - Throws: when the file is wrong, or has an account of that name.
    public func adding(_ account: AccountSettings) throws(SettingsError) -> String {
        var settings = try read(file.text)
        if settings.accounts.contains(where: { $0.name == account.name }) {
            throw file.failure(
                ["accounts", account.name], "there is an account “\(account.name)” already")
        }
        var text = file.text
        if !text.isEmpty { text += text.hasSuffix("\n") ? "\n" : "\n\n" }
        text += AccountTable.text(of: account)
        settings.accounts.append(account)
        return try checked(text, settings)
    }

    /// The text without an account. Comments above its table stay.
    /// - Throws: when the file is wrong, has no such account, or says it in a way that is not
    ///   recognised.
    public func removing(_ name: String) throws(SettingsError) -> String {
        var settings = try read(file.text)
        let place = ["accounts", name]
        guard settings.accounts.contains(where: { $0.name == name }) else {
            throw SettingsError(path: file.path, reason: "there is no account “\(name)”")
        }
        settings.accounts.removeAll { $0.name == name }
        var kept: [Substring] = []
        let lines = TOMLLine.lines(of: file.text)
        let texts = TOMLLine.split(file.text)
        var isInside = false
        for (index, line) in lines.enumerated() {
            if case .header(let keys) = line { isInside = keys.starts(with: place) }
            if !isInside || Self.leadsOn(from: index, in: lines, out: place) {
                kept.append(texts[index])
            } else if case .header(place) = line, kept.last?.isEmpty == true {
                kept.removeLast()
            }
        }
        // What ended with the table ends with a line feed all the same.
        if isInside, !kept.isEmpty { kept.append("") }
        return try checked(kept.joined(separator: "\n"), settings)
    }

    /// Whether comments and empty lines stand right before another table, and so belong to it.
    private static func leadsOn(
        from index: Int, in lines: [TOMLLine], out place: [String]
    ) -> Bool {
        for line in lines[index...] where line != .blank {
            if case .header(let keys) = line { return !keys.starts(with: place) }
            return false
        }
        return false
    }

    private func read(_ text: String) throws(SettingsError) -> ClientSettings {
        try ClientSettings(text: text, path: file.path, home: home)
    }

    /// - Throws: when the new text does not mean what it should: then it is for a person to write.
    private func checked(
        _ text: String, _ expected: ClientSettings
    ) throws(SettingsError) -> String {
        var expected = expected
        expected.accounts.sort { $0.name < $1.name }
        guard try read(text) == expected else {
            throw SettingsError(
                path: file.path, reason: "is written in a way that only an editor can change safely"
            )
        }
        return text
    }
}
