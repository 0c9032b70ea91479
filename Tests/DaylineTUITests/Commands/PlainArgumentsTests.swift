import ArgumentParser
import Testing

@testable import DaylineTUI

/// Goal: arguments read without the parser mean what the parser reads, or are left to it.
@Suite("plain arguments") struct PlainArgumentsTests {
    @Test(
        "the same agenda as the parser's",
        arguments: [
            [], ["today"], ["2026-12-01", "+2w"], ["--json"], ["--json", "tomorrow"],
            ["--data", "/tmp/a b", "--tz", "Europe/Berlin"], ["next fri", "--tz", "UTC", "+1w"],
            ["--data", "x", "today", "--json"],
        ])
    func equalsParser(_ arguments: [String]) throws {
        let plain = AgendaCommand(try #require(PlainArguments(arguments)))
        let parsed = try AgendaCommand.parse(arguments)
        #expect(plain.period == parsed.period)
        #expect(plain.days == parsed.days)
        #expect(plain.json == parsed.json)
        #expect(plain.chosen.names == parsed.chosen.names)
        #expect(plain.global.data == parsed.global.data)
        #expect(plain.global.tz == parsed.global.tz)
        #expect(plain.global.color == parsed.global.color)
    }

    @Test(
        "left to the parser",
        arguments: [
            ["--help"], ["-h"], ["--version"], ["--days", "3"], ["--calendar", "Work"],
            ["--color", "never"], ["--data=x"], ["--data"], ["--tz", "--json"],
            ["--json", "--json"],
            ["--data", "a", "--data", "b"], ["--", "today"], ["--nonsense"],
        ])
    func leftToParser(_ arguments: [String]) {
        #expect(PlainArguments(arguments) == nil)
    }
}
