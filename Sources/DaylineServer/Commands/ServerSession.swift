import ArgumentParser
import Foundation

/// Where the server keeps its data, for every command.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data directory.", valueName: "dir"))
    var data: String?
    @Option(
        help: ArgumentHelp(
            "The configuration; /etc/dayline-server.toml if there is one.", valueName: "file"))
    var config: String?
}

/// What a command works with.
struct ServerSession: Sendable {
    let machine: ServerMachine

    static let standardConfiguration = "/etc/dayline-server.toml"

    var now: WallTime { machine.world.now() }

    func print(_ line: String) { machine.write(.output, line + "\n") }
    /// For people, beside the output.
    func note(_ line: String) { machine.write(.error, line + "\n") }

    /// One object a line, keys sorted.
    func printJSON(_ values: [some Encodable]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for value in values {
            print(String(decoding: try encoder.encode(value), as: UTF8.self))
        }
    }

    /// The file's settings, or the standard ones, and the options over them.
    func configuration(_ options: DataOptions) throws -> ServerSettings {
        var configuration = ServerSettings()
        if let path = options.config ?? standardFile() {
            let bytes: [UInt8]
            do {
                bytes = try machine.readFile(path)
            } catch ServerCommandError.badInput(let path, let reason) {
                throw ConfigurationError.file(path: path, line: 0, reason: reason)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            try ConfigurationFile(path: path, text: text).apply(to: &configuration)
        }
        if let data = options.data { configuration.data = data }
        return configuration
    }

    private func standardFile() -> String? {
        let path = Self.standardConfiguration
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    func directory(
        _ options: DataOptions, mayCreate: Bool = false
    ) throws -> DataDirectory {
        let directory = DataDirectory(path: try configuration(options).data)
        try directory.prepare(mayCreate: mayCreate)
        return directory
    }

    /// Opens the database for the time of `body`; the server may run meanwhile.
    func withStore<Result>(
        _ options: DataOptions, mayCreate: Bool = false,
        _ body: (SQLiteStore) async throws -> Result
    ) async throws -> Result {
        let directory = try directory(options, mayCreate: mayCreate)
        let store = try await SQLiteStore.open(
            at: directory.database, zones: machine.zones, now: machine.world.now,
            random: machine.world.random)
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(store))
        } catch {
            outcome = .failure(error)
        }
        try store.database.close()
        return try outcome.get()
    }

    func accountName(_ text: String) throws -> AccountName {
        guard let name = AccountName(text) else {
            throw ServerCommandError.usage("“\(text)” is no user name: \(AccountName.rule)")
        }
        return name
    }
}
