import Testing

@testable import Core

/// Goal: what a person chose for each clash stands, and the rest is merged as ever. Method: the
/// clashes of a first merge, each given to a side.
@Suite("choosing a side for each clash")
struct MergeChoiceTests {
    private func merged(
        base: [String], local: [String], remote: [String],
        _ choose: (MergeClash) -> MergePreference
    ) throws -> [String] {
        let base = try mergeText(base)
        let local = try #require(try mergeText(local))
        let remote = try #require(try mergeText(remote))
        let clashes = mergeObjects(base: base, local: local, remote: remote, zones: testZones)
            .clashes
        let chosen = Dictionary(uniqueKeysWithValues: clashes.map { ($0, choose($0)) })
        let result = mergeObjects(
            base: base, local: local, remote: remote, choosing: chosen, zones: testZones)
        #expect(Set(result.clashes) == Set(clashes), "the same is still known to clash")
        return try mergeLines(result.text)
    }

    @Test("property by property, and in one override but not in another")
    func properties() throws {
        let master = ["DTSTART:20260105", "RRULE:FREQ=DAILY", "SUMMARY:", "LOCATION:"]
        func text(_ value: String) -> [String] {
            master.map { $0.hasSuffix(":") ? $0 + value : $0 }
                + MergeSeriesTests.dates(6, "SUMMARY:\(value)")
                + MergeSeriesTests.dates(7, "SUMMARY:\(value)")
        }
        let lines = try merged(base: text("0"), local: text("l"), remote: text("r")) { clash in
            if let id = clash.recurrenceID { return id.valueText == "20260106" ? .local : .remote }
            return clash.property == .summary ? .local : .remote
        }
        let wanted =
            ["DTSTART:20260105", "RRULE:FREQ=DAILY", "SUMMARY:l", "LOCATION:r"]
            + MergeSeriesTests.dates(6, "SUMMARY:l") + MergeSeriesTests.dates(7, "SUMMARY:r")
        #expect(try lines == mergeLines(try #require(try mergeText(wanted))))
    }

    @Test("the times decide about an override that has no place in them")
    func times() throws {
        let daily = MergeSeriesTests.daily
        let weekly = MergeSeriesTests.weekly
        let edited = daily + MergeSeriesTests.override(6, "SUMMARY:a")
        let mine = try merged(base: daily, local: weekly, remote: edited) { _ in .local }
        #expect(try mine == mergeLines(try #require(try mergeText(weekly))))
        let rule = try merged(base: daily, local: weekly, remote: edited) {
            $0.property == .rrule ? .local : .remote
        }
        #expect(rule == mine)
        let theirs = try merged(base: daily, local: weekly, remote: edited) {
            $0.property == .rrule ? .remote : .local
        }
        #expect(try theirs == mergeLines(try #require(try mergeText(edited))))
    }
}

extension MergeSeriesTests {
    /// An override of a whole day in January 2026.
    static func dates(_ day: Int, _ lines: String...) -> [String] {
        ["---", "RECURRENCE-ID:2026010\(day)", "DTSTART:2026010\(day)"] + lines
    }
}
