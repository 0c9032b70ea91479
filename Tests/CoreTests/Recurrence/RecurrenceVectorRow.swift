import Foundation

@testable import Core

/// A line of the recurrence vectors, agreed or disputed.
struct RecurrenceVectorRow: Decodable {
    let id: String?
    let source: String
    let name: String
    let dtstart: String
    let tzid: String
    let rrule: String
    let rdate: [String]?
    let exdate: [String]?
    let limit: Int?
    let complete: Bool
    let expected: [String]
    /// Source "random": how many of the first `limit` there are, and the last of them.
    let n: Int?
    let last: String?
    /// The first 32 hexadecimal digits of the digest of those `n`, joined by commas.
    let sha256: String?
    /// Disputed vectors: what the dispute is.
    let disputeClass: String?

    enum CodingKeys: String, CodingKey {
        case id, source, name, dtstart, tzid, rrule, rdate, exdate, limit, complete, expected, n
        case last, sha256
        case disputeClass = "class"
    }

    var isDate: Bool { dtstart.utf8.count == 8 }

    /// The instances of (rule ∪ RDATE) − EXDATE; an unsynchronised DTSTART does not count here.
    /// The vectors end with the year 2399.
    func expand() throws -> [String] {
        let rule = try RecurrenceRule(parsing: rrule)
        let start = try vectorTime(dtstart)
        let series = try RuleSeries(
            rule, start: start, isDate: isDate, until: rule.until.map(untilOnWallClock))
        let count = limit ?? 1_000_000
        let dates = try (rdate ?? []).map(vectorTime)
        let excluded = try Set((exdate ?? []).map(vectorTime))
        let horizon = try vectorTime(start.date.year < 2400 ? "24000101" : "99991231")
        let window = start..<horizon
        let taken = series.instances(in: window, limit: count + excluded.count)
        let all = Set(taken).union(dates).subtracting(excluded).sorted()
        return all.prefix(count).map(vectorText)
    }

    /// UNTIL with a Z is of UTC where the start has a zone, and as written where it floats.
    private func untilOnWallClock(_ until: RecurrenceRule.Until) -> LocalDateTime {
        until.wallClock { instant in
            guard tzid != "floating", tzid != "UTC", let zone = TimeZone(identifier: tzid) else {
                return instant.local(offset: 0)
            }
            let date = Date(timeIntervalSince1970: Double(instant.seconds))
            return instant.local(offset: zone.secondsFromGMT(for: date))
        }
    }
}

/// What is wrong with a test's own data.
struct BadVector: Error {
    let text: String
}

/// Reads `20261123`, `20261123T140500` and, as written, `20261123T140500Z`.
func vectorTime(_ text: String) throws -> LocalDateTime {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: "Z") }
    let numbers = digits.map { Int($0) - 48 }
    guard numbers.count == 8 || numbers.count == 14 else { throw BadVector(text: text) }
    func number(_ range: Range<Int>) -> Int {
        range.upperBound > numbers.count ? 0 : numbers[range].reduce(0) { $0 * 10 + $1 }
    }
    let local = LocalDateTime(
        year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
        minute: number(10..<12), second: number(12..<14))
    guard let local else { throw BadVector(text: text) }
    return local
}

/// Writes `20261123T140500`.
func vectorText(_ local: LocalDateTime) -> String {
    RecurrenceRule.Until.local(local).description
}
