import Foundation

/// Marks that house style forbids in `Sources`: traps that a user could meet, and promises to the
/// compiler without a proof.
enum Marks {
    static func check(_ file: SourceFile) -> [Finding] {
        guard file.path.hasPrefix("Sources/") else { return [] }
        var findings: [Finding] = []
        for (index, line) in file.code.enumerated() {
            for (mark, reason) in traps where contains(line, mark) {
                findings.append(Finding(path: file.path, line: index + 1, reason: reason))
            }
            if line.contains("!"), line.contains(/[A-Za-z0-9_)\]?]!(?!=)/), !contains(line, "try!"),
                !contains(line, "as!")
            {
                findings.append(Finding(path: file.path, line: index + 1, reason: "force unwrap"))
            }
            for promise in promises where line.contains(promise) && !isExplained(index, in: file) {
                findings.append(
                    Finding(
                        path: file.path, line: index + 1,
                        reason: "\(promise) without a comment that proves it"))
            }
            if file.path.hasPrefix("Sources/Core/") {
                for mark in clocks where contains(line, mark) {
                    findings.append(
                        Finding(
                            path: file.path, line: index + 1, reason: "Core reads no clock: \(mark)"
                        )
                    )
                }
            }
        }
        let words = ["TODO", "FIXME", "XXX"]
        for (index, line) in file.lines.enumerated()
        where words.contains(where: { contains(line, $0) }) {
            findings.append(Finding(path: file.path, line: index + 1, reason: "unfinished"))
        }
        return findings
    }

    private static let traps = [
        ("try!", "try! ends the program"), ("as!", "as! ends the program"),
        ("fatalError(", "fatalError ends the program"),
    ]
    private static let promises = [
        "@unchecked Sendable", "nonisolated(unsafe)", "@retroactive", "assumeIsolated",
    ]
    private static let clocks = [
        "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "clock_gettime", "gettimeofday",
        "async", "await",
    ]

    /// Whether `mark` stands in the line as a word of its own.
    private static func contains(_ line: String, _ mark: String) -> Bool {
        var rest = line[...]
        while let range = rest.range(of: mark) {
            let before = line[..<range.lowerBound].last
            let after = line[range.upperBound...].first
            let isWordBefore = before.map { $0.isLetter || $0 == "_" || $0 == "." } ?? false
            let isWordAfter = mark.last?.isLetter == true && (after?.isLetter ?? false)
            if !isWordBefore && !isWordAfter { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }

    /// Whether a comment stands on the line or right above it.
    private static func isExplained(_ index: Int, in file: SourceFile) -> Bool {
        if file.lines[index].contains("//") { return true }
        return index > 0 && file.lines[index - 1].drop { $0 == " " }.hasPrefix("//")
    }
}
