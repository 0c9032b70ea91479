import Foundation
import TestTools
import Testing

@testable import Core

/// Goal: no input crashes the reader, and what it read survives writing. Method: random damage to
/// samples; the seed is printed, and `DAYLINE_SEED` repeats one.
@Suite("mutated files")
struct MutationTests {
    static let samples = [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + WritingTests.odd + "\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\rBEGIN:VEVENT\rSUMMARY:회의 🎉\rRDATE;VALUE=PERIOD:20260101T000000Z/PT1H\r"
            + "END:VEVENT\rEND:VCALENDAR\r",
        "BEGIN:VEVENT\nDTSTART;TZID=\"a:b\":20260101T000000\nDURATION:-P1W2DT3H\n"
            + "SUMMARY;ENCODING=QUOTED-PRINTABLE:a=3D=\n b=\nc\nTZOFFSETTO:+0100\nEND:VEVENT\n",
        "  BEGIN:VEVENT\n    SUMMARY:a\n     b\n    X;P=^n,\"c\":d\n  END:VEVENT\n",
    ]
    static let tokens = [
        "\r", "\n", "\r\n", " ", "\t", ":", ";", ",", "=", "\"", "\\", "^", "\0", "\u{FEFF}", "회",
        "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "BEGIN:X\n", "END:X\n", "END:VCALENDAR\n", "\n ",
        "SUMMARY:", "ENCODING=QUOTED-PRINTABLE", "=\r\n", "\r\n\r\n ", "Z", "T", "-", "99999999999",
    ]

    @Test("random damage")
    func randomDamage() throws {
        let given = ProcessInfo.processInfo.environment["DAYLINE_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: .min ... .max)
        print("mutated files: DAYLINE_SEED=\(seed)")
        var generator = SplitMix(seed: seed)
        for round in 0..<600 {
            var bytes = Array((Self.samples.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...8, using: &generator) { damage(&bytes, &generator) }
            check(bytes, "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("random damage to the corpus", .enabled(if: Vectors.present))
    func corpusDamage() throws {
        let given = ProcessInfo.processInfo.environment["DAYLINE_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: .min ... .max)
        print("mutated corpus: DAYLINE_SEED=\(seed)")
        var generator = SplitMix(seed: seed)
        for file in try Vectors.corpus() {
            var damaged = [UInt8](try Data(contentsOf: file).prefix(4000))
            for _ in 0..<Int.random(in: 1...8, using: &generator) { damage(&damaged, &generator) }
            check(damaged, "seed \(seed), \(file.lastPathComponent)")
        }
    }

    private func check(_ bytes: [UInt8], _ comment: Comment) {
        for component in parseICalendar(bytes).components {
            #expect(component.readEverything() > 0)
            #expect(parseICalendar(component.bytes).components == [component], comment)
            let marked = parseICalendar(component.markedDeeply().bytes).components
            #expect(marked.map { $0.unmarkedDeeply() } == [component], comment)
            guard component.hasPlainNames else { continue }
            let remade = component.remade()
            #expect(parseICalendar(remade.bytes).components == [remade], comment)
        }
    }

    private func damage(_ bytes: inout [UInt8], _ generator: inout SplitMix) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let length = Int.random(in: 0...min(40, bytes.count - place), using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(place..<(place + length))
        case 1: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
        case 2:
            if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
        case 3: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        case 4: bytes.removeLast(min(length, bytes.count))
        default:
            let token = Self.tokens.randomElement(using: &generator) ?? ""
            bytes.insert(contentsOf: token.utf8, at: place)
        }
    }
}
