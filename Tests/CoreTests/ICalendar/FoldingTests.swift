import TestTools
import Testing

@testable import Core

/// Goal: lines of at most 75 octets, no character cut, and unfolding gives the same (RFC 5545
/// §3.1). Method: random text of one- to four-byte characters and joined emoji, seeded.
@Suite("folding")
struct FoldingTests {
    static let pieces = [
        "a", "=", " ", "\\n", "é", "ß", "회", "의", "日", "🎉", "👨‍👩‍👧", "🇰🇷", "e\u{301}", "\t",
    ]

    @Test("random text", arguments: [UInt64(1), 20_261_123, UInt64.random(in: .min ... .max)])
    func randomText(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        for round in 0..<400 {
            let count = Int.random(in: 0...200, using: &generator)
            let value = (0..<count).map { _ in
                Self.pieces.randomElement(using: &generator) ?? "a"
            }.joined()
            let made = Property("DESCRIPTION", value, parameters: [Parameter("ALTREP", value)])
            let bytes = Component("VEVENT", properties: [made]).bytes
            let read = parseICalendar(bytes)
            let comment: Comment = "seed \(seed), round \(round)"
            #expect(read.components.first?.properties == [made], comment)
            #expect(read.diagnostics.isEmpty, comment)
            #expect(physicalLinesAreStrict(bytes), comment)
        }
    }

    @Test(
        "the limit is exact",
        arguments: [
            (66, 1),  // SUMMARY: and 67 letters are 75 octets
            (67, 1), (68, 2),
            (67 + 74, 2),  // the space of the continuation counts
            (67 + 75, 3),
        ])
    func limit(_ letters: Int, _ lines: Int) {
        var out: [UInt8] = []
        Folding.append("SUMMARY:\(String(repeating: "a", count: letters))".utf8, to: &out)
        #expect(out.count { $0 == 0x0A } == lines)
    }

    @Test("bytes that are no text are cut all the same")
    func continuationBytes() {
        var out: [UInt8] = []
        Folding.append([UInt8](repeating: 0x80, count: 1000), to: &out)
        #expect(out.count { $0 == 0x0A } == 14)
        Folding.append([UInt8](repeating: 0x3D, count: 1000), to: &out)
        #expect(out.count { $0 == 0x0A } == 28)
    }

    /// Each line is valid UTF-8 by itself, ends in CRLF and has at most 75 octets.
    private func physicalLinesAreStrict(_ bytes: [UInt8]) -> Bool {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.popLast()?.isEmpty == true else { return false }
        return lines.allSatisfy { line in
            line.last == 0x0D && line.count <= 76
                && String(validating: line, as: UTF8.self) != nil
        }
    }
}
