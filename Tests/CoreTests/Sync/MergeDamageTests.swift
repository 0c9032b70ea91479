import Foundation
import TestTools
import Testing

@testable import Core

/// Goal: no text brings a merge down or makes it give out what cannot be read. Method: what both
/// sides edited is damaged at random; the seed is printed, `DAYLINE_SEED` repeats one.
@Suite("merging damaged texts")
struct MergeDamageTests {
    @Test("random damage")
    func randomDamage() throws {
        let seed = MergeLawTests.seed()
        print("merged damage: DAYLINE_SEED=\(seed)")
        var random = SplitMix(seed: seed)
        for round in 0..<MergeLawTests.rounds {
            let object = try RandomObject.make("merge", &random)
            let edits = [object, RandomEdit.edited(object, &random), object].map { $0 ?? object }
            let texts = edits.map { object in
                var text = object.calendar.bytes
                for _ in 0..<Int.random(in: 0...3, using: &random) { damage(&text, &random) }
                return text
            }
            check(texts, "seed \(seed), round \(round)")
        }
    }

    private func check(_ texts: [[UInt8]], _ comment: String) {
        let shown = texts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        for preferred in [MergePreference.remote, .local] {
            let result = mergeObjects(
                base: texts[0], local: texts[1], remote: texts[2], preferring: preferred,
                zones: testZones)
            if result.clashes == [.wholeObject] {
                #expect([texts[1], texts[2]].contains(result.text), "\(comment)\n\(shown)")
            } else if texts[1...].allSatisfy({ MergeSide($0, testZones) != nil }) {
                #expect(MergeSide(result.text, testZones) != nil, "\(comment)\n\(shown)")
            }
        }
        _ = ObjectDifference(
            base: texts[0], mine: texts[1], theirs: texts[2], zones: testZones)
    }

    private func damage(_ text: inout [UInt8], _ random: inout SplitMix) {
        let place = Int.random(in: 0...text.count, using: &random)
        let length = Int.random(in: 0...min(60, text.count - place), using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text.removeSubrange(place..<(place + length))
        case 1: text.insert(contentsOf: text[place..<(place + length)], at: place)
        case 2: text.insert(UInt8.random(in: 0...255, using: &random), at: place)
        default:
            let token = MutationTests.tokens.randomElement(using: &random) ?? ""
            text.insert(contentsOf: token.utf8, at: place)
        }
    }

    static let good = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260105\r\n"
    static let end = "END:VEVENT\r\nEND:VCALENDAR\r\n"

    /// Each text is a remote side that cannot be merged; the local one can.
    @Test(
        "what cannot be read clashes as a whole, and what can be read stands",
        arguments: [
            "",  // nothing
            "no calendar",
            good,  // cut off
            good + end + good + end,  // two calendars
            // Two masters.
            good + "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260106\r\n" + end,
            "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",  // no event
        ])
    func unreadable(_ remote: String) throws {
        let base = Array((Self.good + Self.end).utf8)
        let local = Array((Self.good + "SUMMARY:b\r\n" + Self.end).utf8)
        let result = mergeObjects(
            base: base, local: local, remote: Array(remote.utf8), zones: testZones)
        #expect(result == MergeResult(text: local, clashes: [.wholeObject]))
    }

    @Test("another event under the same name clashes as a whole; the preferred one stands")
    func otherUID() {
        let local = Array((Self.good + Self.end).utf8)
        let remote = Array((Self.good.replacing("UID:a", with: "UID:b") + Self.end).utf8)
        for (preferred, text) in [(MergePreference.remote, remote), (.local, local)] {
            let result = mergeObjects(
                base: nil, local: local, remote: remote, preferring: preferred, zones: testZones)
            #expect(result == MergeResult(text: text, clashes: [.wholeObject]))
        }
    }

    @Test("two removals that leave nothing clash as a whole")
    func nothingLeft() throws {
        let override = ["---", "RECURRENCE-ID:20260106", "DTSTART:20260106"]
        let master = ["DTSTART:20260105", "RRULE:FREQ=DAILY"]
        let base = try #require(try mergeText(master + override))
        let local = try #require(try mergeText(master))
        let remote = try #require(try mergeText(Array(override.dropFirst())))
        let result = mergeObjects(base: base, local: local, remote: remote, zones: testZones)
        #expect(result == MergeResult(text: remote, clashes: [.wholeObject]))
    }
}
