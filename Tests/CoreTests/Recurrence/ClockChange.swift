import Testing

@testable import Core

/// What a rule gives across a change of the clock.
struct ClockChange: CustomTestStringConvertible, Sendable {
    let zone: String
    let start: String
    let rule: String
    /// The local times that the rule means: day of the month and as much of the time as matters.
    let local: [String]
    /// The instants that they are, in the order of the local times.
    let instants: [String]
    /// How many happenings that is.
    let happenings: Int
    let reason: String

    var testDescription: String { "\(zone) \(rule): \(reason)" }

    /// The rule gives the local times and the zone their instants; an event has one instance for
    /// each different one, in their order.
    func check() throws {
        let zone = try testZone(zone)
        let start = try vectorTime(start)
        let series = try RuleSeries(
            RecurrenceRule(parsing: rule), start: start, isDate: false, until: nil)
        let local = series.instances(in: start..<start.adding(days: 9_000), limit: 99)
        #expect(local.map { short($0, self.local) } == self.local)
        let instants = local.map { zone.instant(at: $0) }
        #expect(instants.map { short($0.local(offset: 0), self.instants) } == self.instants)
        #expect(Set(instants).count == happenings)

        let object = try testObject("DTSTART;TZID=\(self.zone):\(self.start)\nRRULE:\(rule)")
        let all = (instants.min() ?? .distantPast)..<(instants.max() ?? .distantPast)
        let window = all.lowerBound..<all.upperBound.adding(seconds: 1)
        let happened = object.instances(in: window, zones: testZones, display: .utc)
        #expect(happened.map(\.span.lowerBound) == Set(instants).sorted())
        let ids = happened.compactMap(\.recurrenceID).map(\.wallClock)
        #expect(ids.count == happenings && Set(ids).isSubset(of: local))
    }

    private func short(_ time: LocalDateTime, _ table: [String]) -> String {
        String(vectorText(time).dropFirst(6).prefix(table[0].count))
    }
}
