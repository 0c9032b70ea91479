import Foundation

/// The commands and options of a program, as its parser describes them (`_dumpHelp`).
public struct CommandDescription: Decodable, Sendable {
    private struct Tool: Decodable { let command: CommandDescription }

    private struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }
        let names: [Name]?
        let shouldDisplay: Bool?
    }

    /// One command with its path, as `calendar add`; that of the program is empty.
    public struct Entry: Sendable {
        public let name: String
        /// Whether others are below it.
        public let isGroup: Bool
        /// Its own long options, without the hyphens.
        public let options: Set<String>
    }

    private let commandName: String
    private let subcommands: [CommandDescription]?
    private let arguments: [Argument]?
    private let shouldDisplay: Bool?

    public init(json: String) throws {
        self = try JSONDecoder().decode(Tool.self, from: Data(json.utf8)).command
    }

    /// Itself and all below; what its help does not show is left out.
    public var entries: [Entry] { entries(path: []) }

    private func entries(path: [String]) -> [Entry] {
        guard shouldDisplay ?? true else { return [] }
        let inner = (subcommands ?? []).flatMap { $0.entries(path: path + [$0.commandName]) }
        let options = (arguments ?? []).filter { $0.shouldDisplay ?? true }
            .flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map(\.name)
        let own = Entry(
            name: path.joined(separator: " "), isGroup: subcommands?.isEmpty == false,
            options: Set(options))
        return [own] + inner
    }
}

/// A page of a manual, in mdoc(7).
public struct ManualPage: Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    /// Long options that it names, without the hyphens: `.Fl -json`, `Fl -calendar Ar name`.
    public var options: Set<String> {
        Set(text.matches(of: /Fl -([a-z][a-z-]*)/).map { String($0.output.1) })
    }

    /// The commands that its lists explain, as `calendar add`.
    public var commands: [String] {
        text.split(separator: "\n").filter { $0.hasPrefix(".It Ic ") }.map { line in
            line.dropFirst(".It Ic ".count).split(separator: " ")
                .prefix { !["Ar", "Op", "Oo", "Fl"].contains($0) }.joined(separator: " ")
        }
    }
}
