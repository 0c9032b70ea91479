import Core

extension Kernel {
    /// 10,000 instances on the wall clock.
    static func expansion(_ rule: BenchmarkRule) -> Kernel {
        Kernel("expand-\(rule.name)", unit: "instance", units: { 10_000 }) {
            let series = try rule.series()
            return { expanded(rule, series) { _ in } }
        }
    }

    /// The same with a zone that has two changes a year: instants come out.
    static func zonedExpansion(_ rule: BenchmarkRule) -> Kernel {
        Kernel("zoned-\(rule.name)", unit: "instance", units: { 10_000 }) {
            let series = try rule.series()
            let zones = ZoneDatabase(directory: "/usr/share/zoneinfo")
            guard let zone = zones.zone(TimeZoneID("America/New_York")) else { throw NoZone() }
            return {
                expanded(rule, series) { times in
                    var cursor = Zone.Cursor(zone)
                    for index in times.indices {
                        let local = LocalDateTime(seconds: times[index])
                        times[index] = cursor.instant(at: local).seconds
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func expanded(
        _ rule: BenchmarkRule, _ series: RuleSeries,
        convert: (UnsafeMutableBufferPointer<Int>) -> Void
    ) -> Int {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: rule.instances) { buffer in
            var sum = 0
            for _ in 0..<rule.rounds {
                let count = series.fill(buffer, from: BenchmarkRule.start, to: BenchmarkRule.end)
                convert(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
                sum += count + buffer[count - 1]
            }
            return sum
        }
    }

    /// Compiling, and the first instance 50 years later, 1,000 times.
    static func jump(_ rule: BenchmarkRule) -> Kernel {
        Kernel("jump-\(rule.name)", unit: "jump", units: { 1000 }) {
            let parsed = try rule.rule()
            return {
                var sum = 0
                for round in 0..<1000 { sum &+= (try? seek(parsed, round)) ?? 0 }
                return sum
            }
        }
    }

    /// The same from the rule's text.
    static func textJump(_ rule: BenchmarkRule) -> Kernel {
        Kernel("text-\(rule.name)", unit: "jump", units: { 1000 }) {
            {
                var sum = 0
                for round in 0..<1000 { sum &+= (try? seek(rule.rule(), round)) ?? 0 }
                return sum
            }
        }
    }

    /// Compiling the rule that takes longest.
    static let absurdCount = Kernel("absurd-count", unit: "rule", units: { 1 }) {
        let rule = try BenchmarkRule.absurd.rule()
        return { (try? seek(rule, 0)) ?? 0 }
    }

    /// A little later in every round, so that no round can answer for another.
    private static func seek(_ rule: RecurrenceRule, _ round: Int) throws -> Int {
        let later = LocalDateTime(seconds: BenchmarkRule.later.seconds + round * 3600)
        let series = try RuleSeries(
            rule, start: BenchmarkRule.start, isDate: false, until: nil)
        return series.first(atOrAfter: later)?.seconds ?? 0
    }
}

/// The system has no zone files.
struct NoZone: Error {}
