import Core
import Foundation
import Settings
import Testing

@testable import DaylineTUI

/// Goal: the caller can trust the exit status, and errors are one line on standard error.
/// Method: command lines in an empty profile, one reason a row.
@Suite("command line") struct CommandLineTests {
    @Test(
        "exit status and stream",
        arguments: [
            (["--help"], Outcome.ok, true),  // help is an answer, not an error
            (["help", "agenda"], .ok, true),
            (["--version"], .ok, true),
            (["agenda", "--help"], .ok, true),
            (["--generate-completion-script", "bash"], .ok, true),
            (["agenda"], .nothingFound, false),  // no calendar yet
            (["search", "x"], .nothingFound, false),
            (["undo"], .nothingFound, false),
            (["frobnicate"], .usage, false),
            (["agenda", "--frobnicate"], .usage, false),
            (["agenda", "nonsense"], .usage, false),
            (["agenda", "2026-12-01", "2026-11-01"], .usage, false),  // backwards
            (["agenda", "0001-01-01", "9999-12-31"], .usage, false),  // too long
            (["--tz", "Mars/Phobos", "agenda"], .usage, false),
            (["--color", "purple", "agenda"], .usage, false),
            (["add", "--start", "today"], .usage, false),  // no title
            (["add", "Lunch"], .usage, false),  // no start
            (["open"], .usage, false),  // no terminal
            (["import", "/no/such/file.ics"], .badData, false),
            (["parse", "/no/such/file.ics"], .badData, false),
            (["--data", "/dev/null/x", "add", "a", "--start", "today"], .storage, false),
        ])
    func exitStatus(_ arguments: [String], _ status: Outcome, _ speaks: Bool) throws {
        let test = try TestMachine()
        let answer = test.run(arguments)
        #expect(answer.status == status, "\(arguments): \(answer)")
        #expect(answer.output.isEmpty != speaks, "\(arguments): \(answer)")
        if !speaks {
            #expect(answer.error.hasPrefix("dayline: "))
            #expect(answer.error.split(separator: "\n").count == 1, "\(answer.error)")
        }
    }

    @Test(
        "global options may stand first",
        arguments: [
            (["--data", "d", "agenda", "fri"], ["agenda", "--data", "d", "fri"]),
            (["--tz=UTC", "--color", "never", "next"], ["next", "--tz=UTC", "--color", "never"]),
            (["--data", "d", "calendar", "add", "x"], ["calendar", "add", "--data", "d", "x"]),
            (["--data", "d", "calendar"], ["calendar", "--data", "d"]),
            (["--data", "d", "outbox", "show", "x"], ["outbox", "show", "--data", "d", "x"]),
            (["--data", "d", "sync", "status"], ["sync", "--data", "d", "status"]),
            (["--data", "d"], ["--data", "d"]),  // no command: the screen
            (["--data"], ["--data"]),  // its value is missing: the parser says so
            (["agenda", "--data", "d"], ["agenda", "--data", "d"]),
            (["--data", "d", "--help"], ["--data", "d", "--help"]),
        ])
    func hoisting(_ given: [String], _ expected: [String]) {
        #expect(GlobalOptions.hoisted(given) == expected)
    }

    @Test("a file that is no replica is told, and left as it is")
    func foreignFile() throws {
        let test = try TestMachine()
        let path = try test.file("data/replica.sqlite", "this is not a database at all, really")
        let answer = test.run("agenda")
        #expect(answer.status == .storage)
        #expect(answer.error.contains("is not a database"))
        #expect(test.run("add", "x", "--start", "today").status == .storage)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("this is not"))
    }

    @Test(
        "the folder of the data follows the XDG rules",
        arguments: [
            // option, DAYLINE_DATA, XDG_DATA_HOME, HOME, expected
            ("/a", "/b", "/c", "/d", "/a"),
            (nil, "/b", "/c", "/d", "/b"),
            (nil, nil, "/c", "/d", "/c/dayline"),
            (nil, nil, "relative", "/d", "/d/.local/share/dayline"),  // relative: invalid, ignored
            (nil, "", "", "/d", "/d/.local/share/dayline"),
            (nil, nil, nil, nil, nil),  // nowhere to go
        ] as [(String?, String?, String?, String?, String?)])
    func dataFolder(
        _ option: String?, _ own: String?, _ xdg: String?, _ home: String?, _ expected: String?
    ) {
        var environment: [String: String] = [:]
        environment["DAYLINE_DATA"] = own
        environment["XDG_DATA_HOME"] = xdg
        environment["HOME"] = home
        #expect((try? Profile.folders(data: option, environment: environment).data) == expected)
    }

    @Test(
        "colours: an explicit choice, then NO_COLOR, then the terminal",
        arguments: [
            (ColorChoice.auto, [:], true, ColorDepth.indexed),
            (.auto, [:], false, .none),
            (.auto, ["NO_COLOR": "1"], true, .none),
            (.auto, ["NO_COLOR": ""], true, .indexed),  // empty does not count (no-color.org)
            (.auto, ["TERM": "dumb"], true, .none),
            (.always, ["NO_COLOR": "1"], false, .indexed),
            (.always, ["COLORTERM": "truecolor"], false, .direct),
            (.never, ["COLORTERM": "truecolor"], true, .none),
        ])
    func colors(
        _ choice: ColorChoice, _ environment: [String: String], _ isTerminal: Bool,
        _ expected: ColorDepth
    ) {
        let palette = Palette.choose(choice, environment: environment, isTerminal: isTerminal)
        #expect(palette.depth == expected)
    }
}
