import ArgumentParser
import Core
import Settings

/// Where the password of an account comes from.
struct SecretOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who you are on the server.", valueName: "name")) var user: String?
    @Option(
        help: ArgumentHelp(
            "A program that prints the password, as \"pass show calendar\".", valueName: "program"))
    var passwordCommand: String?
    @Option(
        help: ArgumentHelp(
            "A file with the password, which only you may read.", valueName: "file"))
    var passwordFile: String?
    @Option(
        help: ArgumentHelp(
            "Secret Service, by attributes as service=dayline,account=work; asked for and kept "
                + "there when it has none.",
            valueName: "attributes"))
    var secretTool: String?
    @Option(
        help: ArgumentHelp(
            "A program that prints a bearer token (OAuth 2).", valueName: "program"))
    var tokenCommand: String?
    @Flag(help: "The password is in ~/.netrc.") var netrc = false

    func validate() throws {
        let given = [passwordCommand, passwordFile, secretTool, tokenCommand].count { $0 != nil }
        guard given + (netrc ? 1 : 0) <= 1 else {
            throw ValidationError("Give one source of the password, not several.")
        }
    }

    /// Fills in user and source of the password; returns what the user typed, to be kept.
    func fill(
        _ account: inout AccountSettings, _ urlUser: String, _ config: AccountConfig,
        _ session: Session
    ) throws -> TypedSecret? {
        account.user = user ?? urlUser
        if let tokenCommand {
            account.authentication = .bearer
            account.secret = .command(try words(tokenCommand))
        } else if let passwordCommand {
            account.secret = .command(try words(passwordCommand))
        } else if let passwordFile {
            account.secret = .file(passwordFile)
        } else if netrc {
            account.secret = .netrc
        } else {
            return try ask(&account, config, session)
        }
        if account.user.isEmpty, account.authentication != .bearer, !netrc {
            throw CommandError.usage("whose password is it? --user NAME")
        }
        return nil
    }

    private func ask(
        _ account: inout AccountSettings, _ config: AccountConfig, _ session: Session
    ) throws -> TypedSecret? {
        let machine = session.machine
        if account.user.isEmpty {
            account.user = machine.ask("User (empty for none): ", false) ?? ""
            if account.user.isEmpty { return nil }
        }
        var store = TypedSecret.Store.file(config.secretPath(account.name))
        if let secretTool {
            let attributes = try SecretOptions.attributes(secretTool)
            account.secret = .secretService(attributes)
            store = .secretService(attributes, label: "Dayline: \(account.name)")
            if try store.isKept(session) { return nil }
        } else if case .file(let path) = store {
            account.secret = .file(path)
        }
        guard let password = machine.ask("Password of \(account.user): ", true),
            !password.isEmpty
        else {
            throw CommandError.usage(
                "there is no password: --password-command, --password-file, --secret-tool, "
                    + "--token-command or --netrc says where it is")
        }
        return TypedSecret(text: password, store: store)
    }

    private func words(_ text: String) throws(CommandError) -> [String] {
        guard let words = CommandWords.split(text) else {
            throw .usage("“\(text)” is no command line")
        }
        return words
    }

    static func attributes(_ text: String) throws(CommandError) -> [String: String] {
        var attributes: [String: String] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                throw .usage("“\(text)” are no attributes; try service=dayline,account=work")
            }
            attributes[String(parts[0])] = String(parts[1])
        }
        guard !attributes.isEmpty else {
            throw .usage("Secret Service needs attributes, as service=dayline,account=work")
        }
        return attributes
    }
}

/// A password that was typed, and where it is kept.
struct TypedSecret {
    enum Store {
        case file(String)
        case secretService([String: String], label: String)
    }

    let text: String
    let store: Store

    func keep(_ session: Session) throws {
        switch store {
        case .file(let path):
            if let slash = path.lastIndex(of: "/") {
                try session.machine.files.makeFolder(String(path[..<slash]))
            }
            try session.machine.files.writeSecret(path, Array((text + "\n").utf8))
        case .secretService(_, let label):
            let result = try session.machine.programs.run(
                ProgramCall(
                    words: ["secret-tool", "store", "--label=\(label)"] + store.words,
                    input: Array(text.utf8)))
            guard result.status == 0 else {
                throw CommandError.usage("secret-tool did not keep the password")
            }
        }
    }

    /// Takes back what `keep` did.
    func forget(_ session: Session) throws {
        switch store {
        case .file(let path): try session.machine.files.remove(path)
        case .secretService:
            _ = try session.machine.programs.run(
                ProgramCall(words: ["secret-tool", "clear"] + store.words, input: []))
        }
    }
}

extension TypedSecret.Store {
    /// Attributes as `secret-tool` takes them.
    fileprivate var words: [String] {
        guard case .secretService(let attributes, _) = self else { return [] }
        return attributes.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    }

    /// Whether Secret Service has it already.
    func isKept(_ session: Session) throws -> Bool {
        let result = try session.machine.programs.run(
            ProgramCall(words: ["secret-tool", "lookup"] + words, input: []))
        return result.status == 0 && !result.output.isEmpty
    }
}
