/// Hours, minutes or seconds `step` apart that do not repeat daily, within chosen days.
///
/// Never walks from unit to unit: a day, hour, minute or second that is not allowed is left by
/// one jump to the next that is.
struct SteppedKernel: Sendable {
    /// 3600, 60 or 1 seconds.
    let unit: Int
    /// `unit` times INTERVAL, seconds.
    let step: Int
    /// The start of the series, and the unit that it is in.
    let start: Int
    let origin: Int
    /// Allowed hours, minutes and seconds of units; the finer ones are all set where a unit has
    /// several.
    let hours: UInt64
    let minutes: UInt64
    let seconds: UInt64
    /// The instances of a unit, seconds from its beginning; sorted, not empty.
    let offsets: [Int]
    /// The allowed days, as the instances of a rule that has them at midnight.
    let days: PeriodKernel

    func next(_ time: Int, through last: Int) -> Int? {
        let here = time - CivilDate.floorMod(time, unit)
        guard let found = nextUnit(here, through: last) else { return nil }
        if found > here { return found + offsets[0] }
        let index = offsets.lowerBound(time - here)
        if index < offsets.count { return here + offsets[index] }
        return nextUnit(here + unit, through: last).map { $0 + offsets[0] }
    }

    func previous(_ time: Int) -> Int? {
        let here = time - CivilDate.floorMod(time, unit)
        guard let found = previousUnit(here) else { return nil }
        if found < here { return found + offsets[offsets.count - 1] }
        let index = offsets.lowerBound(time - here)
        if index > 0 { return here + offsets[index - 1] }
        return previousUnit(here - unit).map { $0 + offsets[offsets.count - 1] }
    }

    func fill(_ out: UnsafeMutableBufferPointer<Int>, from: Int, through last: Int) -> Int {
        var written = 0
        var here = nextUnit(from - CivilDate.floorMod(from, unit), through: last)
        while let begin = here {
            for offset in offsets where begin + offset >= from {
                if begin + offset > last { return written }
                out[written] = begin + offset
                written += 1
                if written == out.count { return written }
            }
            here = nextUnit(begin + unit, through: last)
        }
        return written
    }
}

extension SteppedKernel {
    /// The first allowed unit that does not begin before `time`.
    func nextUnit(_ time: Int, through last: Int) -> Int? {
        var time = roundUp(time)
        while time <= last {
            guard let midnight = days.next(CivilDate.floorDiv(time, 86_400) * 86_400, through: last)
            else { return nil }
            if midnight > time {
                time = roundUp(midnight)
                continue
            }
            guard let later = nextAllowed(time - midnight) else { return time }
            time = roundUp(midnight + later)
        }
        return nil
    }

    /// The last allowed unit that does not begin after `time`.
    func previousUnit(_ time: Int) -> Int? {
        guard var time = roundDown(time) else { return nil }
        while true {
            // `days` begins with the day of the origin, so that this ends there.
            guard let midnight = days.previous(time + 1) else { return nil }
            var bound = midnight + 86_399
            if bound >= time {
                guard let earlier = previousAllowed(time - midnight) else { return time }
                bound = midnight + earlier
            }
            guard let found = roundDown(bound) else { return nil }
            time = found
        }
    }

    private func roundUp(_ time: Int) -> Int {
        time <= origin ? origin : origin + (time - origin + step - 1) / step * step
    }

    private func roundDown(_ time: Int) -> Int? {
        time < origin ? nil : time - (time - origin) % step
    }

    /// Nil when the second of a day is allowed, else where the next candidate is; 86,400 or more
    /// is the next day.
    func nextAllowed(_ second: Int) -> Int? {
        let hour = second / 3600
        guard hours >> UInt64(hour) & 1 == 1 else {
            let rest = hours >> UInt64(hour)
            return rest == 0 ? 86_400 : (hour + rest.trailingZeroBitCount) * 3600
        }
        let minute = second / 60 % 60
        guard minutes >> UInt64(minute) & 1 == 1 else {
            let rest = minutes >> UInt64(minute)
            return rest == 0
                ? (hour + 1) * 3600 : hour * 3600 + (minute + rest.trailingZeroBitCount) * 60
        }
        let part = second % 60
        guard seconds >> UInt64(part) & 1 == 1 else {
            let rest = seconds >> UInt64(part)
            return rest == 0
                ? second - part + 60 : second + rest.trailingZeroBitCount
        }
        return nil
    }

    /// Nil when the second of a day is allowed, else the last before it that may be; -1 is the
    /// day before.
    private func previousAllowed(_ second: Int) -> Int? {
        let hour = second / 3600
        guard hours >> UInt64(hour) & 1 == 1 else {
            let rest = hours & ((1 << UInt64(hour)) - 1)
            return rest == 0 ? -1 : (63 - rest.leadingZeroBitCount) * 3600 + 3599
        }
        let minute = second / 60 % 60
        guard minutes >> UInt64(minute) & 1 == 1 else {
            let rest = minutes & ((1 << UInt64(minute)) - 1)
            return rest == 0
                ? hour * 3600 - 1 : hour * 3600 + (63 - rest.leadingZeroBitCount) * 60 + 59
        }
        let part = second % 60
        guard seconds >> UInt64(part) & 1 == 1 else {
            let rest = seconds & ((1 << UInt64(part)) - 1)
            return rest == 0 ? second - part - 1 : second - part + 63 - rest.leadingZeroBitCount
        }
        return nil
    }
}
