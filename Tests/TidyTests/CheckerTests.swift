import Testing

/// Goal: each check can go red. Method: one bad sample per row, made in memory, beside a good one
/// that looks like it.
@Suite("checks go red") struct CheckerTests {
    private func file(_ path: String, _ text: String) -> SourceFile {
        SourceFile(path: path, text: text)
    }

    @Test(
        "import wall",
        arguments: [
            ("Sources/Core/Time/A.swift", "import Foundation", 1),
            ("Sources/Core/Zone/A.swift", "import Glibc", 0),
            ("Sources/Core/Zone/A.swift", "import Foundation", 1),
            ("Sources/Core/Event/A.swift", "import Glibc", 1),
            ("Sources/Core/Replica/A.swift", "@preconcurrency import GRDB", 0),
            ("Sources/DaylineTUI/View/A.swift", "import CNcurses", 2),  // folder and wrapper
            ("Sources/DaylineTUI/Model/A.swift", "import struct Foundation.Date", 1),
            ("Sources/DaylineTUI/Shell/A.swift", "import Foundation", 0),
            ("Sources/DaylineTUI/Shell/A.swift", "import CNcurses", 1),
            ("Sources/DaylineTUI/Shell/Terminal.swift", "import CNcurses", 0),
            ("Sources/Core/Time/A.swift", "// import Foundation", 0),
            ("Sources/Elsewhere/A.swift", "let a = 1", 1),  // a new folder needs a row
            ("Tests/CoreTests/A.swift", "import Foundation", 0),
        ])
    func importWall(_ path: String, _ text: String, _ findings: Int) {
        #expect(ImportWall.check(file(path, text)).count == findings)
    }

    @Test("long line, function and file")
    func sizes() {
        let wide = String(repeating: "x", count: 101)
        #expect(Sizes.check(file("Sources/A.swift", "// \(wide)")).count == 1)
        let long =
            "func f(_ a: () -> Void = { print(1) }) {\n" + String(repeating: "a()\n", count: 69)
            + "}"
        #expect(Sizes.check(file("Sources/A.swift", long)).count == 1)
        let fits =
            "protocol P {\n    func g()\n}\nfunc f() {\n" + String(repeating: "a()\n", count: 68)
            + "}"
        #expect(Sizes.check(file("Sources/A.swift", fits)).isEmpty)
        let tall = String(repeating: "let a = 1\n", count: 401)
        #expect(Sizes.check(file("Sources/A.swift", tall)).count == 1)
    }

    @Test(
        "marks",
        arguments: [
            ("let a = try! f()", 1),
            ("let a = b as! C", 1),
            ("fatalError()", 1),
            ("let a = b!", 1),
            ("let a = b[0]!.c", 1),
            ("var a: Int!", 1),
            ("if a != b, !c, f(!d) { }", 0),
            ("let a = \"wow! \\(b!) as! try!\"", 0),  // text is text
            ("// TODO: later", 1),
            ("final class A: @unchecked Sendable {}", 1),
            ("// `lock` guards it.\nfinal class A: @unchecked Sendable {}", 0),
            ("nonisolated(unsafe) var a = 1", 1),
            ("func f() async {}", 1),
            ("let now = Date()", 1),
            ("let asynchronous = CivilDate()", 0),
        ])
    func marks(_ text: String, _ findings: Int) {
        #expect(Marks.check(file("Sources/Core/A.swift", text)).count == findings, "\(text)")
    }

    @Test(
        "words",
        arguments: [
            ("/// An exception of the rule.", 1),
            ("let reminderCount = 1", 1),
            ("/// A conflict between events.", 1),
            ("/// An edit conflict.", 0),
            ("let editConflict = 1", 0),
            ("INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING", 0),
            ("/// In local time.", 1),
            ("/// floating time", 0),
        ])
    func words(_ text: String, _ findings: Int) {
        #expect(Words.check(file("Sources/A.swift", text)).count == findings, "\(text)")
    }

    @Test("two files of one name, a file nobody uses, a golden nobody names")
    func fileSets() {
        let one = file("Sources/Core/A/Same.swift", "struct Used { let other: Other }")
        let two = file("Sources/Core/B/Same.swift", "struct Other { let used: Used }")
        let alone = file("Sources/Core/B/Alone.swift", "struct Alone {\n    let used: Used\n}")
        #expect(Files.duplicateNames([one, two, alone]).count == 1)
        #expect(Files.dead([one, two, alone]).map(\.path) == [alone.path])
        let test = file("Tests/T/GoldenTests.swift", "let name = \"month-80x24\"")
        let goldens = ["Tests/T/Goldens/month-80x24.screen", "Tests/T/Goldens/year-80x24.screen"]
        #expect(Files.orphanedGoldens(goldens, tests: [test]).map(\.path) == [goldens[1]])
    }

    @Test("an invariant without a test, with one, with a test that is gone")
    func invariants() {
        let text = """
            - Invariant: one.
            - Invariant: two,
              long. Tests: `Here`.
            - Invariant: three. Tests: `Here`, `Gone`.
            """
        let found = Files.unguardedInvariants(text, tests: ["Here.swift"])
        #expect(found.map(\.line) == [1, 4])
    }

    @Test("the mask blanks text, and keeps code and lines")
    func mask() {
        let text =
            "let a = \"x \\(f(\"y\")) z\" /* b /* c */ d */ + e // g\n"
            + "#\"h\"i\"# + \"\"\"\n\"j\"\n\"\"\" + k"
        let masked = CodeMask.mask(text)
        #expect(masked.filter { $0.isLetter } == "letaek")
        #expect(masked.filter(\.isNewline).count == text.filter(\.isNewline).count)
    }
}
