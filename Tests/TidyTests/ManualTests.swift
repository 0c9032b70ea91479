import Foundation
import TestTools
import Testing

@testable import DaylineTUI

/// Goal: dayline(1) names every command, option and key, and none that is not there. Method: the
/// parser's own description of the commands, and the key table, against the page's text.
@Suite("manual") struct ManualTests {
    private let page: String
    private let commands: [CommandDescription.Entry]

    init() throws {
        page = try Tree.text("man/dayline.1")
        commands = try CommandDescription(json: Dayline.describedAsJSON).entries
    }

    @Test("every command is on the page, and no other") func commandsAreNamed() {
        let known = Set(commands.filter { !$0.isGroup }.map(\.name))
        let named = ManualPage(page).commands
        #expect(Set(named) == known.union(["help"]))
        #expect(named.count == Set(named).count, "a command stands twice")
    }

    @Test("every option is on the page, and no other") func optionsAreNamed() {
        let known = commands.reduce(into: Set<String>()) { $0.formUnion($1.options) }
        #expect(ManualPage(page).options.symmetricDifference(known) == [])
    }

    @Test("the check goes red") func goesRed() {
        let page = ManualPage(".It Ic no such Ar x\n.It Fl -no-such , Fl -json Ar x")
        #expect(page.options == ["no-such", "json"])
        #expect(page.commands == ["no such"])
        #expect(!commands.contains { $0.name == "no such" || $0.options.contains("no-such") })
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
