import Core
import FuzzSupport

/// Four bytes that say where the series starts, then a rule: printing it loses nothing, and every
/// query about it is answered, in agreement with the others.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRule(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: count)
    guard bytes.count > 4 else { return 0 }
    let number = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let text = String(decoding: bytes.dropFirst(4), as: UTF8.self)
    guard let rule = try? RecurrenceRule(parsing: text) else { return 0 }
    require(
        (try? RecurrenceRule(parsing: rule.description)) == rule, "printing lost something")
    // About 136 years at every second of the day; every fifth start is a date.
    let start = LocalDateTime(seconds: number)
    let until = rule.until?.wallClock { $0.local(offset: 0) }
    let isDate = number % 5 == 0 && !rule.freq.isSubDaily
    guard let series = try? RuleSeries(rule, start: start, isDate: isDate, until: until) else {
        return 0
    }
    check(series, from: series.start)
    check(series, from: start.adding(days: 200_000))
    return 0
}

private func check(_ series: RuleSeries, from time: LocalDateTime) {
    let end = LocalDateTime(seconds: time.seconds + 1 << 40)
    let found = series.instances(in: time..<end, limit: 5)
    guard let first = found.first, let last = found.last else { return }
    require(series.first(atOrAfter: time) == first, "seeking and filling differ")
    require(series.last(before: last.adding(seconds: 1)) == last, "no way back")
    let before = series.count(before: first)
    require(series.count(before: last) == before + found.count - 1, "counting differs")
}
