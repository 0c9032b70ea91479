import TOMLKit

/// The keys of one account, and what must be checked when all are read.
struct AccountDraft {
    var account: AccountSettings
    /// The keys that say where the secret is, in the order read.
    var secretKeys: [String] = []

    fileprivate mutating func take(_ secret: AccountSettings.Secret, from key: String) {
        account.secret = secret
        secretKeys.append(key)
    }
}

extension AccountSettings {
    /// Reads the table of an account.
    ///
    /// - Parameter place: the keys that lead there; the last one is its name.
    init(
        _ table: TOMLTable, at place: [String], in file: SettingsFile, home: String
    ) throws(SettingsError) {
        let name = place.last ?? ""
        var draft = AccountDraft(account: AccountSettings(name: name, url: ""))
        try file.apply(Self.settings(home: home), in: table, at: place, to: &draft)
        if let wrong = Self.wrong(draft) { throw file.failure(place, "account “\(name)” \(wrong)") }
        self = draft.account
    }

    /// What is wrong with an account as a whole; nil when it is fine.
    private static func wrong(_ draft: AccountDraft) -> String? {
        let account = draft.account
        if account.name.isEmpty || account.name.contains(where: { $0.isNewline || $0 == "/" }) {
            return "needs a name without slashes"
        }
        if account.url.isEmpty { return "needs a url" }
        if draft.secretKeys.count > 1 {
            return "has its secret in several places: \(draft.secretKeys.joined(separator: ", "))"
        }
        if account.clientKey != nil, account.clientCertificate == nil {
            return "has a client_key without a client_certificate"
        }
        return nil
    }

    /// - Parameter home: for paths that begin with `~/`.
    static func settings(home: String) -> [Setting<AccountDraft>] {
        let file = { @Sendable (path: String) in
            path.hasPrefix("~/") ? home + path.dropFirst() : path
        }
        return [
            .text("url", takes: "an https URL without a password, or a domain", url) {
                $0.account.url = $1
            },
            .text("user", \.account.user),
            .choice("auth", \.account.authentication),
            .words("password_command") { $0.take(.command($1), from: "password_command") },
            .path("password_file") { $0.take(.file(file($1)), from: "password_file") },
            .text("password_credential", takes: "the name of a systemd credential", { $0 }) {
                $0.take(.systemd($1), from: "password_credential")
            },
            .init(key: "password_secret", takes: "attributes, as { service = \"dayline\" }") {
                guard let attributes = texts($0) else { return false }
                $1.take(.secretService(attributes), from: "password_secret")
                return true
            },
            .init(key: "netrc", takes: "true or false") {
                guard let flag = $0.bool else { return false }
                if flag { $1.take(.netrc, from: "netrc") }
                return true
            },
            .path("ca_file") { $0.account.certificateAuthority = file($1) },
            .text("pin", takes: "a key's hash, as “sha256//BASE64”", pin) { $0.account.pin = $1 },
            .path("client_certificate") { $0.account.clientCertificate = file($1) },
            .path("client_key") { $0.account.clientKey = file($1) },
            .text("proxy", takes: "a URL, as “http://proxy:3128”", { $0 }) {
                $0.account.proxy = $1
            },
            .flag("insecure", \.account.isInsecure),
            .number("interval", 30...86_400) { $0.account.interval = $1 },
            .number("connections", 1...16) { $0.account.connections = $1 },
            .texts("calendars", of: "names or paths of calendars") { $0.account.calendars = $1 },
            .flag("notifications", \.account.usesNotifications),
        ]
    }

    private static func texts(_ value: any TOMLValueConvertible) -> [String: String]? {
        guard let table = value.table, !table.isEmpty else { return nil }
        var texts: [String: String] = [:]
        for key in table.keys {
            guard let text = table[key]?.string, !key.isEmpty else { return nil }
            texts[key] = text
        }
        return texts
    }

    /// Secrets have their own keys; in a URL they would end in logs.
    private static func url(_ text: String) -> String? {
        guard !text.contains(where: { $0.isWhitespace || $0.isNewline }) else { return nil }
        guard let scheme = text.firstRange(of: "://") else {
            return text.contains("@") ? nil : text
        }
        let authority = text[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let isKnown = ["http", "https"].contains(text[..<scheme.lowerBound].lowercased())
        return isKnown && !authority.isEmpty && !authority.contains("@") ? text : nil
    }

    /// As curl wants it: the SHA-256 of a key in base 64 has 44 characters.
    private static func pin(_ text: String) -> String? {
        text.hasPrefix("sha256//") && text.utf8.count == 52 && text.hasSuffix("=") ? text : nil
    }
}
