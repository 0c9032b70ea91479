/// An account as its table in `config.toml`; what is as usual is left out.
enum AccountTable {
    static func text(of account: AccountSettings) -> String {
        let usual = AccountSettings(name: account.name, url: account.url)
        var lines = ["[accounts.\(key(account.name))]", "url = \(quoted(account.url))"]
        if !account.user.isEmpty { lines.append("user = \(quoted(account.user))") }
        if account.authentication != usual.authentication {
            lines.append("auth = \(quoted(account.authentication.rawValue))")
        }
        lines += secret(account.secret)
        let files = [
            ("ca_file", account.certificateAuthority), ("pin", account.pin),
            ("client_certificate", account.clientCertificate), ("client_key", account.clientKey),
            ("proxy", account.proxy),
        ]
        for (key, value) in files { if let value { lines.append("\(key) = \(quoted(value))") } }
        if account.isInsecure { lines.append("insecure = true") }
        if account.interval != usual.interval { lines.append("interval = \(account.interval)") }
        if account.connections != usual.connections {
            lines.append("connections = \(account.connections)")
        }
        if !account.calendars.isEmpty { lines.append("calendars = \(array(account.calendars))") }
        if !account.usesNotifications { lines.append("notifications = false") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func secret(_ secret: AccountSettings.Secret) -> [String] {
        switch secret {
        case .none: return []
        case .command(let words): return ["password_command = \(array(words))"]
        case .file(let path): return ["password_file = \(quoted(path))"]
        case .systemd(let name): return ["password_credential = \(quoted(name))"]
        case .netrc: return ["netrc = true"]
        case .secretService(let attributes):
            let pairs = attributes.sorted { $0.key < $1.key }
                .map { "\(key($0.key)) = \(quoted($0.value))" }
            return ["password_secret = { \(pairs.joined(separator: ", ")) }"]
        }
    }

    private static func array(_ texts: [String]) -> String {
        "[\(texts.map(quoted).joined(separator: ", "))]"
    }

    /// Bare where TOML allows it.
    private static func key(_ name: String) -> String {
        let isBare = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
            default: false
            }
        }
        return isBare && !name.isEmpty ? name : quoted(name)
    }

    /// A basic string.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
