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
