import Testing

@testable import Core

/// A row of `overlap.jsonl`: two floating series.
private struct OverlapVector: Decodable {
    struct Series: Decodable {
        let dtstart: String
        let rrule: String
        let duration: Int
    }
    struct Moment: Decodable {
        let at: String
        let a: String
        let b: String
    }
    let a: Series
    let b: Series
    let first_overlap: Moment?
    let horizon: String
    let pairs_10y: Int
    let window10y_end: String
}

extension OverlapVector.Series {
    func object(_ uid: String) throws -> CalendarObject {
        try testObject(
            "DTSTART:\(dtstart)\nDURATION:PT\(duration)S\nRRULE:\(rrule)\n", uid: uid)
    }
}

/// `20260807T100000` in UTC, which stands in for floating time here.
private func instant(_ text: String) throws -> Instant {
    guard case .floating(let local) = try testTime(text + "F") else { return .distantPast }
    return Instant(seconds: local.seconds)
}

/// Goal: the first overlap of two endless or ending series, or the proof that there is none, as
/// the shared vectors have it. Method: every row, with arithmetic tried at once, after some
/// instances, and never.
@Test("first overlaps as the vectors say", .enabled(if: Vectors.present), arguments: [0, 12, .max])
func overlapVectors(_ leapsAhead: Int) throws {
    var kinds: [String: Int] = [:]
    for row in try Vectors.lines("overlap.jsonl", as: OverlapVector.self) {
        let one = try #require(busySeries(try row.a.object("a")))
        let other = try #require(busySeries(try row.b.object("b")))
        let search = OverlapSearch(
            from: .distantPast, until: try instant(row.horizon), leapLimit: .max,
            leapsAhead: leapsAhead)
        let answer = search.first(of: one, with: other)
        switch answer {
        case .overlap(let found):
            let expected = try #require(row.first_overlap, "\(row) has none before its horizon")
            #expect(try found.shared.lowerBound == instant(expected.at), "\(row)")
            #expect(try found.first.span.lowerBound == instant(expected.a), "\(row)")
            #expect(try found.second.span.lowerBound == instant(expected.b), "\(row)")
            kinds["overlap", default: 0] += 1
        case .never: kinds["never", default: 0] += 1
        case .noneBefore: kinds["none before", default: 0] += 1
        }
        if case .overlap = answer { continue }
        #expect(row.first_overlap == nil, "\(row)")
    }
    #expect(kinds["overlap", default: 0] > 100, "\(kinds)")
}

/// Goal: the pairs of a stretch of time. Method: expand both series, and sweep.
@Test("overlapping pairs of ten years", .enabled(if: Vectors.present))
func overlapPairVectors() throws {
    for row in try Vectors.lines("overlap.jsonl", as: OverlapVector.self) {
        let window = Instant(seconds: 0)..<(try instant(row.window10y_end))
        let sides = try [row.a.object("a"), row.b.object("b")].map {
            $0.instances(in: window, zones: testZones, display: .utc)
        }
        #expect(overlaps(of: sides[0], with: sides[1]).count == row.pairs_10y, "\(row)")
    }
}
