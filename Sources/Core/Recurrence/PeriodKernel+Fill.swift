extension PeriodKernel {
    /// Writes the instances in `from ... last` until the buffer is full.
    func fill(_ out: UnsafeMutableBufferPointer<Int>, from: Int, through last: Int) -> Int {
        let here = period(of: from)
        guard var period = ceiling(here) else { return 0 }
        let lastPeriod = self.period(of: last)
        var written = 0
        if period == here {
            let place = place(period)
            let base = place.firstDay * 86_400
            var time = from - base
            // Only this period may have instances before `from`.
            while let found = table.next(place.type, mask: mask(place), time) {
                guard base + found <= last else { return written }
                out[written] = base + found
                written += 1
                if written == out.count { return written }
                time = found + 1
            }
            period = following(period)
        }
        guard period <= lastPeriod else { return written }
        let rest = UnsafeMutableBufferPointer(rebasing: out[written...])
        if table.isListed { return written + fillListed(rest, period, lastPeriod, last) }
        if table.words == 1, table.times.count == 1 {
            return written + fillSingle(rest, period, lastPeriod, last)
        }
        return written + fillDays(rest, period, lastPeriod, last)
    }

    /// One word of days and one time a day: the loop that most rules run.
    private func fillSingle(
        _ out: UnsafeMutableBufferPointer<Int>, _ first: Int, _ lastPeriod: Int, _ last: Int
    ) -> Int {
        let time = table.times.first
        return table.bits.withUnsafeBufferPointer { bits in
            var written = 0
            var period = first
            while period <= lastPeriod {
                let place = place(period)
                let base = place.firstDay * 86_400 + time
                var days = bits[place.type] & mask(place)
                while days != 0 {
                    let instance = base + days.trailingZeroBitCount * 86_400
                    if instance > last { return written }
                    out[written] = instance
                    written += 1
                    if written == out.count { return written }
                    days &= days - 1
                }
                period = following(period)
            }
            return written
        }
    }

    /// Any number of words and times.
    private func fillDays(
        _ out: UnsafeMutableBufferPointer<Int>, _ first: Int, _ lastPeriod: Int, _ last: Int
    ) -> Int {
        table.times.withSeconds { times in
            table.bits.withUnsafeBufferPointer { bits in
                var written = 0
                var period = first
                while period <= lastPeriod {
                    let place = place(period)
                    for word in 0..<table.words {
                        let base = (place.firstDay + word * 64) * 86_400
                        var days = bits[place.type * table.words + word] & mask(place)
                        while days != 0 {
                            let midnight = base + days.trailingZeroBitCount * 86_400
                            for time in times {
                                if midnight + time > last { return written }
                                out[written] = midnight + time
                                written += 1
                                if written == out.count { return written }
                            }
                            days &= days - 1
                        }
                    }
                    period = following(period)
                }
                return written
            }
        }
    }

    /// Offsets picked by BYSETPOS.
    private func fillListed(
        _ out: UnsafeMutableBufferPointer<Int>, _ first: Int, _ lastPeriod: Int, _ last: Int
    ) -> Int {
        table.offsets.withUnsafeBufferPointer { offsets in
            table.starts.withUnsafeBufferPointer { starts in
                var written = 0
                var period = first
                while period <= lastPeriod {
                    let place = place(period)
                    let base = place.firstDay * 86_400
                    for index in starts[place.type]..<starts[place.type + 1] {
                        let instance = base + offsets[index]
                        if instance > last { return written }
                        out[written] = instance
                        written += 1
                        if written == out.count { return written }
                    }
                    period = following(period)
                }
                return written
            }
        }
    }
}
