import Core

/// What tells one instance from another while it is on the screen.
struct InstanceKey: Hashable, Sendable {
    var object: ObjectID?
    var recurrenceID: CalendarTime?
    var start: Instant

    /// Object and start tell nearly all apart; a zone's name is long to hash.
    func hash(into hasher: inout Hasher) {
        hasher.combine(object)
        hasher.combine(start)
    }
}

extension Instance {
    /// The key by which the model remembers this instance.
    var key: InstanceKey {
        InstanceKey(object: object, recurrenceID: recurrenceID, start: span.lowerBound)
    }

    /// The days it shows on: an end at midnight does not reach into the next day.
    var days: ClosedRange<CivilDate> {
        let first = local.lowerBound.date
        if local.isEmpty { return first...first }
        return first...max(first, local.upperBound.adding(seconds: -1).date)
    }

    /// Whether it shows on `day`.
    func shows(on day: CivilDate) -> Bool { days.contains(day) }

    /// Whether it belongs to the all-day lane: dates, and times that last a day or longer.
    var isLong: Bool {
        isAllDay || local.upperBound.seconds - local.lowerBound.seconds >= 86_400
    }
}

extension [Instance] {
    /// The place of an instance among these, which are sorted by start.
    func place(of instance: Instance) -> Int? {
        let start = instance.span.lowerBound
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].span.lowerBound < start { low = middle + 1 } else { high = middle }
        }
        let object = instance.object
        return self[low...].prefix { $0.span.lowerBound == start }
            .firstIndex { $0.object == object && $0.recurrenceID == instance.recurrenceID }
    }
}
