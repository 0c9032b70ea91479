import Testing

/// Goal: house style holds in every file. Method: each check over the whole tree finds nothing.
@Suite("tidy") struct TidyTests {
    /// Read once for all tests.
    private static let tree = Result { try Tree.swiftFiles() }
    let files: [SourceFile]

    init() throws { files = try TidyTests.tree.get() }

    @Test("the tree is there") func treeIsThere() {
        #expect(files.count > 20)
    }

    @Test("a folder imports only what its wall lets in") func importWall() {
        expectNone(files.flatMap(ImportWall.check))
    }

    @Test("lines, functions and files have a limit") func sizes() {
        expectNone(files.flatMap(Sizes.check))
    }

    @Test("no traps, no promises without a proof") func marks() {
        expectNone(files.flatMap(Marks.check))
    }

    @Test("one word, one meaning") func words() {
        expectNone(files.flatMap(Words.check))
    }

    @Test("file names are unique in a target") func uniqueNames() {
        expectNone(Files.duplicateNames(files))
    }

    @Test("every file is used by another") func deadFiles() {
        expectNone(Files.dead(files))
    }

    @Test("every golden is named by a test") func goldens() throws {
        let goldens = try Tree.paths(below: "Tests").filter { $0.contains("/Goldens/") }
        expectNone(
            Files.orphanedGoldens(goldens, tests: files.filter { $0.path.hasPrefix("Tests/") }))
    }

    @Test("every invariant of ARCHITECTURE.md names tests that are there")
    func invariants() throws {
        let names = files.filter { $0.path.hasPrefix("Tests/") }.map { $0.name }
        let found = Files.unguardedInvariants(
            try Tree.text("ARCHITECTURE.md"), tests: Set(names))
        expectNone(found)
    }

    @Test("what SwiftPM resolves is not kept") func resolvedIsIgnored() throws {
        #expect(try Tree.text(".gitignore").split(separator: "\n").contains("Package.resolved"))
    }

    private func expectNone(_ findings: [Finding], _ location: SourceLocation = #_sourceLocation) {
        let text = findings.map(\.description).joined(separator: "\n")
        #expect(findings.isEmpty, "\n\(text)", sourceLocation: location)
    }
}
