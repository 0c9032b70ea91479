import ArgumentParser

/// Where a new password comes from. Never from the command line, which every user of the machine
/// can read.
struct PasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read the password from the first line of a file; - is standard input.",
            valueName: "file"))
    var passwordFile: String?

    /// In bytes.
    static let shortest = 8

    /// Asks for the password, or reads it, and hashes it.
    func hash(for name: AccountName, _ session: ServerSession) async throws -> String {
        let password = try read(for: name, session)
        guard password.count >= Self.shortest else {
            throw ServerCommandError.usage("a password needs \(Self.shortest) characters or more")
        }
        guard password.count <= Argon2id.longestPassword else {
            throw ServerCommandError.usage(
                "a password has \(Argon2id.longestPassword) bytes at most")
        }
        return try await PasswordHasher(cost: session.machine.passwordCost).hash(password)
    }

    private func read(for name: AccountName, _ session: ServerSession) throws -> [UInt8] {
        if let passwordFile {
            let line = try session.machine.readFile(passwordFile).prefix { $0 != 0x0A }
            return Array(line.last == 0x0D ? line.dropLast() : line)
        }
        guard let first = session.machine.askSecret("Password of \(name): "),
            let second = session.machine.askSecret("The same again: ")
        else {
            throw ServerCommandError.usage(
                "there is no terminal to ask for the password; use --password-file")
        }
        guard first == second else {
            throw ServerCommandError.usage("the two passwords are not the same")
        }
        return first
    }
}
