import Foundation
import Testing

@testable import DaylineTUI

/// Screens as text files beside the tests. `DAYLINE_GOLDEN=rewrite` writes them; the difference is
/// then read like code.
enum Golden {
    static let directory = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Goldens", isDirectory: true)

    static let isRewriting =
        ProcessInfo.processInfo.environment["DAYLINE_GOLDEN"] == "rewrite"

    /// Compares a screen with `Goldens/<name>.screen`.
    static func check(
        _ screen: Screen, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = directory.appendingPathComponent("\(name).screen")
        let actual = screen.golden
        if isRewriting {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file)
            return
        }
        guard let data = try? Data(contentsOf: file) else {
            Issue.record(
                "\(name): no golden; make one with DAYLINE_GOLDEN=rewrite",
                sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: data, as: UTF8.self)
        if actual != expected {
            Issue.record(
                "\(name) differs:\n\(difference(expected, actual))",
                sourceLocation: sourceLocation)
        }
    }

    /// The lines that differ, the expected one with `-`, the actual one with `+`; at most 30.
    static func difference(_ expected: String, _ actual: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        var lines: [String] = []
        for number in 0..<max(old.count, new.count) {
            let before = number < old.count ? old[number] : "(no line)"
            let after = number < new.count ? new[number] : "(no line)"
            guard before != after else { continue }
            lines.append("line \(number + 1)\n- \(before)\n+ \(after)")
            if lines.count == 30 { break }
        }
        return lines.joined(separator: "\n")
    }
}
