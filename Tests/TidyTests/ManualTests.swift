import Foundation
import Testing

@testable import DaylineTUI

/// Goal: dayline(1) names every command, option and key, and none that is not there. Method: the
/// parser's own description of the commands, and the key table, against the page's text.
@Suite("manual") struct ManualTests {
    /// One command as the parser knows it.
    private struct Described: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                let kind: String
                let name: String
            }
            let names: [Name]?
        }
        let commandName: String
        let subcommands: [Described]?
        let arguments: [Argument]?
    }

    private struct Tool: Decodable { let command: Described }

    private let page: String
    private let root: Described

    init() throws {
        page = try Tree.text("man/dayline.1")
        root = try JSONDecoder().decode(Tool.self, from: Data(Dayline.describedAsJSON.utf8)).command
    }

    /// `agenda`, `calendar add` …, each with its long options.
    private func commands(
        _ command: Described, path: [String] = []
    ) -> [(name: String, options: Set<String>)] {
        let own = (command.arguments ?? []).flatMap { $0.names ?? [] }
            .filter { $0.kind == "long" }.map(\.name)
        let name = path.joined(separator: " ")
        let inner = (command.subcommands ?? []).flatMap {
            commands($0, path: path + [$0.commandName])
        }
        return [(name, Set(own))] + inner
    }

    /// Words before the names of commands, as in `calendar add`.
    private var groups: [String] {
        (root.subcommands ?? []).filter { $0.subcommands?.isEmpty == false }.map(\.commandName)
    }

    /// Long options that the page names: `.Fl -json`, `Fl -calendar Ar name`.
    private func namedOptions(_ text: String) -> Set<String> {
        Set(text.matches(of: /Fl -([a-z][a-z-]*)/).map { String($0.output.1) })
    }

    @Test("every command is on the page, and no other") func commandsAreNamed() {
        let known = Set(commands(root).map(\.name)).subtracting([""] + groups)
        let lines = page.split(separator: "\n").filter { $0.hasPrefix(".It Ic ") }
        let named = lines.map { line in
            line.dropFirst(".It Ic ".count).split(separator: " ")
                .prefix { !["Ar", "Op", "Oo"].contains($0) }.joined(separator: " ")
        }
        #expect(Set(named) == known.union(["help"]))
        #expect(named.count == Set(named).count, "a command stands twice")
    }

    @Test("every option is on the page, and no other") func optionsAreNamed() {
        let known = commands(root).reduce(into: Set<String>()) { $0.formUnion($1.options) }
        #expect(namedOptions(page).subtracting(known) == [])
        #expect(known.subtracting(namedOptions(page)) == [])
    }

    @Test("the check goes red") func goesRed() {
        #expect(namedOptions(".It Fl -no-such , Fl -json Ar x") == ["no-such", "json"])
        #expect(!commands(root).contains { $0.options.contains("no-such") })
    }

    @Test("the keys are those of the key table (golden)") func keysGolden() throws {
        let begin = ".\\\" keys begin: rewritten by make golden\n"
        let end = ".\\\" keys end\n"
        let start = try #require(page.range(of: begin)).upperBound
        let stop = try #require(page.range(of: end)).lowerBound
        let wanted = keys()
        if ProcessInfo.processInfo.environment["DAYLINE_GOLDEN"] == "rewrite" {
            let text = page[..<start] + wanted + page[stop...]
            try String(text).write(
                to: Tree.root.appendingPathComponent("man/dayline.1"), atomically: true,
                encoding: .utf8)
        } else {
            #expect(page[start..<stop] == wanted, "make golden rewrites man/dayline.1")
        }
    }

    /// The keys of the calendar, chapter by chapter, as mdoc.
    private func keys() -> String {
        let strings = Language.english.strings
        var text = ""
        for group in Command.Group.allCases {
            text += ".Ss \(strings.title(group))\n.Bl -tag -width \"PgDn or C-f\" -compact\n"
            for command in Command.allCases where command.group == group {
                // A key may mean much the same elsewhere; the calendar's own keys say enough.
                let labels =
                    [[group == .form ? .form : .grid], KeyContext.allCases]
                    .map { contexts in
                        contexts.flatMap {
                            Keymap.standard.bindings(of: command, in: $0).map(\.label)
                        }
                    }
                    .first { !$0.isEmpty } ?? []
                var seen: Set<String> = []
                let unique = labels.filter { seen.insert($0).inserted }
                guard !unique.isEmpty else { continue }
                let shown = unique.map { ManualTests.escaped($0) }.joined(separator: " , ")
                text += ".It \(shown)\n\(ManualTests.escaped(strings.help(command)))\n"
            }
            text += ".El\n"
        }
        return text
    }

    /// Text that roff takes literally.
    private static func escaped(_ text: String) -> String {
        let special: Set<Character> = [".", ",", ":", ";", "(", ")", "[", "]", "?", "!", "|"]
        let safe = text.replacingOccurrences(of: "\\", with: "\\e")
            .replacingOccurrences(of: "-", with: "\\-")
        // A punctuation mark alone would be taken for one of the sentence, a two-letter word for
        // a macro, a leading dot or quote for a request.
        guard safe.count > 2, let first = safe.first, first != ".", first != "'" else {
            return "\\&" + safe
        }
        return special.contains(first) ? "\\&" + safe : safe
    }
}
