import Core
import Foundation
import Glibc
import Work

/// A row of a file of pairs of floating series, JSON a line.
private struct Pair: Decodable {
    struct Series: Decodable {
        let dtstart: String
        let rrule: String
        let duration: Int

        func entries(_ zones: ZoneDatabase) -> [IndexEntry] {
            seriesEntries(dtstart, rrule, seconds: duration, zones)
        }
    }
    let a: Series
    let b: Series
}

/// Prints how long the first overlaps of the pairs of a file take, seeds to answer: the median, the
/// 99th percentile and the longest, µs, each pair taken by its fastest of five runs.
func timeOverlaps(_ path: String) throws {
    let lines = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 0x0A)
    let pairs = try lines.map { try JSONDecoder().decode(Pair.self, from: Data($0)) }
    let zones = ZoneDatabase(directory: "/usr/share/zoneinfo")
    var times: [UInt64] = []
    for pair in pairs {
        let (one, other) = (pair.a.entries(zones), pair.b.entries(zones))
        let runs = (0..<5).map { _ in time { overlap(one, other, zones) } }
        times.append(runs.min() ?? 0)
    }
    times.sort()
    func micros(_ place: Int) -> String { String(Double(times[place] / 10) / 100) }
    print(
        "overlap of \(times.count) pairs: median \(micros(times.count / 2)) µs, "
            + "99 % within \(micros(times.count * 99 / 100)) µs, all within "
            + "\(micros(times.count - 1)) µs")
}

private func overlap(_ one: [IndexEntry], _ other: [IndexEntry], _ zones: ZoneDatabase) -> Bool {
    guard let one = BusySeries(one, zones: zones, display: .utc),
        let other = BusySeries(other, zones: zones, display: .utc)
    else { return false }
    return OverlapSearch().first(of: one, with: other) == .never
}

/// Prints how long it takes to ask an index of `count` events, none of which overlaps another,
/// what new events would overlap; µs. A fifth are weekly series of ten, the candidates too.
func timeIndex(_ count: Int) {
    let zones = ZoneDatabase(directory: "/usr/share/zoneinfo")
    func series(_ number: Int) -> BusySeries? {
        let (slot, tens) = (number % 100, number / 100)
        return busy(week: tens * 10, halfHour: slot, rule: "FREQ=WEEKLY;COUNT=10", zones)
    }
    func single(_ number: Int) -> BusySeries? {
        busy(week: number / 236, halfHour: 100 + number % 236, rule: "", zones)
    }
    func event(_ number: Int) -> BusySeries? {
        number % 5 == 0 ? series(number / 5) : single(number / 5 * 4 + number % 5 - 1)
    }
    var index = OverlapIndex<Int>()
    for number in 0..<count {
        if let series = event(number) { index.insert(series, for: number) }
    }
    let search = OverlapSearch(leapLimit: 2000)
    var times: [UInt64] = []
    var found = 0
    // Every second one asks for time that is taken, the others for what comes next.
    for step in 0..<2000 {
        let number = step % 2 == 0 ? step * 7919 % count : count + step
        guard let candidate = event(number) else { continue }
        times.append(
            time {
                let report = index.overlaps(with: candidate, by: search)
                found += report.overlaps.count
                return report.overlaps.isEmpty
            })
    }
    times.sort()
    func micros(_ place: Int) -> String { String(Double(times[place] / 10) / 100) }
    print(
        "overlaps with \(count) events: median \(micros(times.count / 2)) µs, "
            + "99 % within \(micros(times.count * 99 / 100)) µs, all within "
            + "\(micros(times.count - 1)) µs (\(found) found)")
}

/// Half an hour of some week, counted from Monday 2024-01-01 00:00 UTC.
private func busy(
    week: Int, halfHour: Int, rule: String, _ zones: ZoneDatabase
) -> BusySeries? {
    let start = LocalDateTime(seconds: 1_704_067_200 + week * 604_800 + halfHour * 1800)
    let stamp = "\(start)".filter { $0 != "-" && $0 != ":" }
    let rows = seriesEntries(String(stamp.prefix(15)), rule, seconds: 1800, zones)
    return BusySeries(rows, zones: zones, display: .utc)
}

private func time(_ work: () -> Bool) -> UInt64 {
    func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
    let start = now()
    _ = work()
    return now() - start
}
