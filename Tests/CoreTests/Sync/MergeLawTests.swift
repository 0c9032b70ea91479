import Foundation
import TestTools
import Testing

@testable import Core

/// Goal: whatever two sides did, what mergeObjects promises holds. Method: random objects and the
/// corpus, each edited at random on both sides; the seed is printed, `DAYLINE_SEED` repeats one.
@Suite("laws of merging")
struct MergeLawTests {
    @Test("random objects")
    func randomObjects() throws {
        let seed = Self.seed()
        print("merged objects: DAYLINE_SEED=\(seed)")
        var joined = 0
        for round in 0..<Self.rounds {
            var random = SplitMix(seed: seed &+ UInt64(round))
            let base = try RandomObject.make("merge", &random)
            if try check(base, &random, "seed \(seed &+ UInt64(round)), round 0") { joined += 1 }
        }
        // Both sides' work went through without a question often enough to mean something.
        #expect(joined > Self.rounds / 5)
    }

    @Test("the corpus", .enabled(if: Vectors.present))
    func corpus() throws {
        let seed = Self.seed()
        print("merged corpus: DAYLINE_SEED=\(seed)")
        var random = SplitMix(seed: seed)
        for file in try Vectors.corpus() {
            let bytes = [UInt8](try Data(contentsOf: file))
            guard bytes.count < 100_000 else { continue }
            for calendar in parseICalendar(bytes).components {
                for object in CalendarObject.split(calendar).objects.prefix(5)
                where Int.random(in: 0..<Self.corpusShare, using: &random) == 0 {
                    _ = try check(object, &random, "seed \(seed), \(file.lastPathComponent)")
                }
            }
        }
    }

    /// `DAYLINE_ROUNDS`, by default few.
    static let rounds =
        ProcessInfo.processInfo.environment["DAYLINE_ROUNDS"].flatMap { Int($0) } ?? 300

    /// One in so many objects of the corpus is taken.
    static let corpusShare = max(1, 1200 / rounds)

    static func seed() -> UInt64 {
        ProcessInfo.processInfo.environment["DAYLINE_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: .min ... .max)
    }

    /// - Returns: whether two edits were joined without a clash.
    private func check(
        _ object: CalendarObject, _ random: inout SplitMix, _ comment: String
    ) throws -> Bool {
        guard let mine = RandomEdit.edited(object, &random),
            let theirs = RandomEdit.edited(object, &random)
        else { return false }
        let base = object.calendar.bytes
        let (local, remote) = (mine.calendar.bytes, theirs.calendar.bytes)
        let laws = MergeLaws(base: base, local: local, remote: remote, comment: comment)
        guard laws.areReadable else { return false }
        let rewritten = object.calendar.remade().bytes
        // Control characters cannot be written anew.
        let isSame = try meaning(of: rewritten) == meaning(of: base)
        try laws.checkUnchanged(rewritten: isSame ? rewritten : base)
        try laws.checkSymmetry()
        try laws.checkNothingLost(base)
        try MergeLaws(base: nil, local: local, remote: remote, comment: comment + ", no base")
            .checkSymmetry()
        return try laws.checkJoined()
    }
}

/// Three texts, and what must hold for them.
struct MergeLaws {
    let base: [UInt8]?
    let local: [UInt8]
    let remote: [UInt8]
    let comment: String

    /// Whether every text can be read; others are for the fuzzer.
    var areReadable: Bool {
        [base, local, remote].allSatisfy { $0.map { MergeSide($0, testZones) != nil } ?? true }
    }

    var texts: Comment {
        let shown = [base ?? [], local, remote].map { String(decoding: $0, as: UTF8.self) }
        return Comment(rawValue: "\(comment)\n" + shown.joined(separator: "\n"))
    }

    private func merge(
        _ base: [UInt8]?, _ local: [UInt8], _ remote: [UInt8],
        _ preferred: MergePreference = .remote
    ) -> MergeResult {
        mergeObjects(
            base: base, local: local, remote: remote, preferring: preferred, zones: testZones)
    }

    /// A side that changed nothing, or wrote the same anew, has no say.
    func checkUnchanged(rewritten: [UInt8]) throws {
        #expect(merge(base, remote, remote).text == remote, texts)
        for same in [base ?? [], rewritten] where remote != base {
            let result = merge(base, same, remote)
            #expect(result.clashes.isEmpty, texts)
            #expect(result.text == remote, texts)
        }
        for same in [base ?? [], rewritten] {
            let result = merge(base, local, same)
            #expect(result.clashes.isEmpty, texts)
            #expect(
                try meaning(of: result.text, ignoringStamps: false)
                    == meaning(of: local, ignoringStamps: false), texts)
        }
    }

    /// Exchanged sides and preference give the same.
    func checkSymmetry() throws {
        for preferred in [MergePreference.remote, .local] {
            let one = merge(base, local, remote, preferred)
            let two = merge(base, remote, local, preferred.other)
            #expect(mergeNames(one.clashes) == mergeNames(two.clashes), texts)
            #expect(try meaning(of: one.text) == meaning(of: two.text), texts)
            let read = try #require(parseICalendar(one.text).components.first)
            _ = try CalendarObject(calendar: read)
        }
    }

    /// - Returns: whether there was no clash; then it does not matter who is who, and merging again
    ///   changes nothing.
    func checkJoined() throws -> Bool {
        let result = merge(base, local, remote)
        guard result.clashes.isEmpty else { return false }
        let joined = try meaning(of: result.text, ignoringStamps: false)
        for (one, other) in [
            (remote, local), (local, result.text), (result.text, remote), (result.text, local),
        ] {
            let again = merge(base, one, other)
            #expect(again.clashes.isEmpty, texts)
            #expect(try meaning(of: again.text, ignoringStamps: false) == joined, texts)
        }
        return true
    }
}
