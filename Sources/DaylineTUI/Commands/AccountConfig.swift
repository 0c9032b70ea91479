import Control
import Core
import Settings

/// The configuration file, as far as accounts are concerned.
struct AccountConfig {
    let folders: SettingsFolders
    let settings: ClientSettings

    /// Reads the file; one that is not there says nothing.
    init(_ session: Session) throws {
        folders = try session.folders()
        settings = try session.settings()
    }

    var accounts: [AccountSettings] { settings.accounts }

    func account(_ name: String) throws(CommandError) -> AccountSettings {
        if let found = accounts.first(where: { $0.name == name }) { return found }
        let names = accounts.map(\.name).joined(separator: ", ")
        throw .nothingFound(
            "there is no account “\(name)” in \(folders.configuration)"
                + (names.isEmpty ? "" : "; there are: \(names)"))
    }

    /// Where a typed password is kept: beside the configuration.
    func secretPath(_ account: String) -> String {
        let folder = folders.configuration.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast().joined(separator: "/")
        return "\(folder)/secrets/\(AccountConfig.fileName(account))"
    }

    /// Another name for each account, which is no path and not hidden.
    private static func fileName(_ account: String) -> String {
        var name = ""
        for byte in account.utf8 {
            let character = Character(Unicode.Scalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber)
            if isPlain || "-_@".contains(character) || (character == "." && !name.isEmpty) {
                name.append(character)
            } else {
                name += "%" + String(byte, radix: 16)
            }
        }
        return name
    }

    /// A configuration with this account alone, for `dayline-sync probe`.
    func text(of account: AccountSettings) throws(SettingsError) -> String {
        try AccountsEditor(text: "", path: folders.configuration, home: folders.home)
            .adding(account)
    }

    func add(_ account: AccountSettings) throws(SettingsError) {
        try SettingsStore(folders).add(account)
    }

    func remove(_ name: String) throws(SettingsError) {
        try SettingsStore(folders).removeAccount(name)
    }
}

extension Session {
    /// Where the configuration and the daemon's socket are.
    func folders() throws(CommandError) -> SettingsFolders {
        try Profile.folders(data: data, environment: machine.environment)
    }

    /// Asks the daemon; nil when none runs.
    func askDaemon(_ request: ControlRequest) throws -> ControlMessage? {
        try machine.daemon.ask(try folders().socket, request)
    }

    /// Says something to the daemon, if one runs, and waits for nothing.
    func tellDaemon(_ request: ControlRequest) {
        guard let socket = try? folders().socket else { return }
        machine.daemon.tell(socket, request)
    }
}
