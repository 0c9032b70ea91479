import Core

/// What JSON says about the times of an instance.
enum InstanceTimes {
    /// Start and end in the display zone: dates when all-day (the end is the day after the last
    /// one), without offset when floating.
    static func shown(_ instance: Instance, zone: Zone) -> (start: String, end: String) {
        let local = instance.local
        switch instance.start {
        case .date: return ("\(local.lowerBound.date)", "\(local.upperBound.date)")
        case .floating: return ("\(local.lowerBound)", "\(local.upperBound)")
        case .zoned, .utc:
            let span = instance.span
            if zone.id == Zone.utc.id { return ("\(span.lowerBound)", "\(span.upperBound)") }
            return (
                TimestampText.zoned(
                    local.lowerBound, offset: local.lowerBound.seconds - span.lowerBound.seconds),
                TimestampText.zoned(
                    local.upperBound, offset: local.upperBound.seconds - span.upperBound.seconds)
            )
        }
    }

    /// Start and end in the event's own zone.
    static func own(_ instance: Instance, zones: ZoneResolver) -> (start: String, end: String) {
        let span = instance.span
        switch instance.start {
        case .date:
            return ("\(instance.local.lowerBound.date)", "\(instance.local.upperBound.date)")
        case .floating:
            return ("\(instance.local.lowerBound)", "\(instance.local.upperBound)")
        case .utc:
            return ("\(span.lowerBound)", "\(span.upperBound)")
        case .zoned(_, let id):
            // An unknown zone counts as floating.
            guard let zone = zones.zone(id) else {
                return ("\(instance.local.lowerBound)", "\(instance.local.upperBound)")
            }
            return (text(span.lowerBound, in: zone), text(span.upperBound, in: zone))
        }
    }

    /// The original start in its own zone.
    static func recurrenceID(_ id: CalendarTime, zones: ZoneResolver) -> String {
        guard case .zoned(let local, let name) = id else {
            return TimestampText.own(id, instant: Instant(seconds: 0))
        }
        guard let zone = zones.zone(name) else { return "\(local)" }
        let instant = zone.instant(at: local)
        return TimestampText.zoned(local, offset: local.seconds - instant.seconds)
    }

    /// Whole days for an all-day instance, else exact time.
    static func duration(of instance: Instance) -> String {
        if instance.isAllDay {
            let seconds = instance.local.upperBound.seconds - instance.local.lowerBound.seconds
            return "P\(seconds / 86_400)D"
        }
        let span = instance.span
        return NominalDuration(seconds: span.upperBound.seconds - span.lowerBound.seconds)
            .description
    }

    private static func text(_ instant: Instant, in zone: Zone) -> String {
        if zone.id == Zone.utc.id { return "\(instant)" }
        let offset = zone.offset(at: instant)
        return TimestampText.zoned(instant.local(offset: offset), offset: offset)
    }
}

extension EventStatus {
    /// As JSON says it.
    var word: String {
        switch self {
        case .tentative: "tentative"
        case .confirmed: "confirmed"
        case .cancelled: "cancelled"
        }
    }
}
