import Core

/// Seeking, counting and ending agree with the walk.
extension RuleLaws {
    mutating func checkQueries(_ near: Near) throws {
        guard let last = near.instances.last else { return }
        for round in 0..<5 {
            // On an instance, just behind one, and anywhere.
            let instance = near.instances.randomElement(using: &random) ?? last
            let anywhere = LocalDateTime(
                seconds: Int.random(
                    in: (drawn.start.seconds - 5)..<near.end.seconds, using: &random))
            let time = round == 0 ? instance : round == 1 ? instance.adding(seconds: 1) : anywhere
            let after = near.instances.first { $0 >= time }
            if after != nil {
                expect(series.first(atOrAfter: time) == after, "the first from \(time) on")
            }
            let before = near.instances.last { $0 < time }
            expect(series.last(before: time) == before, "the last before \(time)")
            let count = near.instances.count { $0 < time }
            expect(series.count(before: time) == count, "the count before \(time)")
        }
        for (one, next) in zip(near.instances, near.instances.dropFirst()).prefix(20) {
            let found = series.first(atOrAfter: one.adding(seconds: 1))
            expect(found == next && series.last(before: next) == one, "there and back at \(one)")
        }
    }

    /// COUNT and UNTIL end a rule where the walk says, and batches of any size give all of it.
    mutating func checkEnds(_ near: Near) throws {
        guard !near.instances.isEmpty else { return }
        let all = near.instances
        let count = Int.random(in: 1...all.count, using: &random)
        let counted = try drawn.series(drawn.rule.ending(count: count))
        expect(counted.isFinite && counted.end == all[count - 1], "the end of COUNT=\(count)")
        expect(counted.count(before: near.end) == count, "the count of COUNT=\(count)")
        let size = Int.random(in: 1...7, using: &random)
        expect(counted.inBatches(of: size) == Array(all.prefix(count)), "batches of \(size)")

        let until = LocalDateTime(
            seconds: Int.random(in: (all[0].seconds - 1)..<near.end.seconds, using: &random))
        let bounded = try drawn.series(drawn.rule.ending(until: .local(until)), until: until)
        let kept = all.filter { $0 <= until }
        expect(bounded.end == kept.last && bounded.isFinite, "the end of UNTIL=\(until)")
        let found = bounded.instances(in: drawn.start..<near.end, limit: .max)
        expect(found == kept, "the instances of UNTIL=\(until)")
    }
}

extension RuleSeries {
    fileprivate func inBatches(of size: Int) -> [LocalDateTime] {
        var found: [LocalDateTime] = []
        withUnsafeTemporaryAllocation(of: Int.self, capacity: size) { buffer in
            var from = start
            while true {
                let written = fill(buffer, from: from, to: NaiveRecurrence.endOfTime)
                found += buffer[..<written].map(LocalDateTime.init(seconds:))
                guard written == size, let last = found.last else { return }
                from = last.adding(seconds: 1)
            }
        }
        return found
    }
}
