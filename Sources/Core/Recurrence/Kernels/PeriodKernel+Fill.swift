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
            while let found = days.next(place, mask: mask(place), time) {
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
        if days.isListed { return written + fillListed(rest, period, lastPeriod, last) }
        if !days.isYear, days.times.count == 1 {
            return written + fillSingle(rest, period, lastPeriod, last)
        }
        return written + fillDays(rest, period, lastPeriod, last)
    }

    /// One word of days and one time a day: the loop that most rules run.
    private func fillSingle(
        _ out: UnsafeMutableBufferPointer<Int>, _ first: Int, _ lastPeriod: Int, _ last: Int
    ) -> Int {
        let time = days.times.first
        return withMemory(of: UInt64.self) { words in
            var known: UInt32 = 0
            var written = 0
            var period = first
            while period <= lastPeriod {
                let place = place(period)
                if known >> UInt32(place.type) & 1 == 0 {
                    known |= 1 << UInt32(place.type)
                    words[place.type] = word(place)
                }
                let base = place.firstDay * 86_400 + time
                var days = words[place.type] & mask(place)
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

    /// Out of the loop, which then needs no more registers than there are.
    @inline(never)
    private func word(_ place: PeriodPlace) -> UInt64 { days.word(place) }

    /// Any number of words and times.
    private func fillDays(
        _ out: UnsafeMutableBufferPointer<Int>, _ first: Int, _ lastPeriod: Int, _ last: Int
    ) -> Int {
        days.times.withSeconds { times in
            withMemory(of: DayBits.self) { types in
                var known: UInt32 = 0
                var written = 0
                var period = first
                while period <= lastPeriod {
                    let place = place(period)
                    if known >> UInt32(place.type) & 1 == 0 {
                        known |= 1 << UInt32(place.type)
                        types[place.type] = days.days(place, mask: ~0)
                    }
                    let bits = types[place.type]
                    for word in 0..<bits.used {
                        let base = (place.firstDay + word * 64) * 86_400
                        var days = bits[word] & mask(place)
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

    /// Memory for what is met by type; the caller knows what it has written.
    @inline(__always)
    private func withMemory<Element>(
        of type: Element.Type, _ body: (UnsafeMutableBufferPointer<Element>) -> Int
    ) -> Int {
        withUnsafeTemporaryAllocation(of: type, capacity: 28, body)
    }

    /// Offsets picked by BYSETPOS.
    private func fillListed(
        _ out: UnsafeMutableBufferPointer<Int>, _ first: Int, _ lastPeriod: Int, _ last: Int
    ) -> Int {
        var lists = [[Int]?](repeating: nil, count: 28)
        var written = 0
        var period = first
        while period <= lastPeriod {
            let place = place(period)
            let list = lists[place.type] ?? days.listed(place, mask: ~0)
            lists[place.type] = list
            let base = place.firstDay * 86_400
            for offset in list {
                if base + offset > last { return written }
                out[written] = base + offset
                written += 1
                if written == out.count { return written }
            }
            period = following(period)
        }
        return written
    }
}
