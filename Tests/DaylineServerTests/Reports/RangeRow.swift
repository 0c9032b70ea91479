import Testing

@testable import DaylineServer

/// A component, a range in 2026, and whether it takes place then.
struct RangeRow: Sendable, CustomTestStringConvertible {
    let component: String
    let start: String
    let end: String
    let isIn: Bool
    let why: String
    var zone = "UTC"

    init(
        _ component: String, _ start: String, _ end: String, _ isIn: Bool, _ why: String,
        zone: String = "UTC"
    ) {
        (self.component, self.start, self.end) = (component, start, end)
        (self.isIn, self.why, self.zone) = (isIn, why, zone)
    }

    var testDescription: String { "\(component) in \(start)–\(end): \(why)" }

    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let name = String(component.prefix { $0 != "|" })
        let attributes = [("start", start), ("end", end)].filter { !$0.1.isEmpty }
            .map { "\($0.0)='20260\($0.1)'" }.joined(separator: " ")
        let filter = try Made.filter(on: name, "<time-range \(attributes)/>")
        let found = try Made.matches(filter, Made.calendar(component), zone: zone)
        #expect(found == isIn, sourceLocation: sourceLocation)
    }
}
