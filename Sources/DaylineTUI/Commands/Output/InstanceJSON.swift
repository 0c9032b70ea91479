import Core

/// The JSON form of instances; docs/json.md describes it for users.
extension JSONWriter {
    /// What `instances` prints: times in the event's own zone.
    mutating func fileInstance(_ instance: Instance, zones: ZoneResolver) {
        let times = InstanceTimes.own(instance, zones: zones)
        object { json in
            json.common(instance, start: times.start, end: times.end, zones: zones)
            // An unknown zone is read as floating, so it is not the zone of these times.
            json.field("tz", instance.start.ownZoneName { zones.zone($0) != nil })
        }
    }

    /// An instance of the replica: times in the display zone.
    mutating func instance(
        _ instance: Instance, calendar: CalendarInfo?, profile: Profile
    ) {
        let times = InstanceTimes.shown(instance, zone: profile.zone)
        object { json in
            json.common(
                instance, start: times.start, end: times.end,
                zones: ZoneResolver(database: profile.zones))
            json.field(
                "tz", instance.start.ownZoneName { _ in true } == nil ? nil : profile.zone.id.name)
            json.field("duration", InstanceTimes.duration(of: instance))
            json.field("location", instance.location)
            json.field("transparent", instance.isTransparent)
            json.field("override", instance.isOverride)
            json.field("calendar", calendar?.name)
            json.key("id")
            if let object = instance.object { json.value(Int(object.row)) } else { json.null() }
        }
    }

    private mutating func common(
        _ instance: Instance, start: String, end: String, zones: ZoneResolver
    ) {
        field("uid", instance.uid.text)
        field(
            "recurrenceId",
            instance.recurrenceID.map { InstanceTimes.recurrenceID($0, zones: zones) })
        field("start", start)
        field("end", end)
        field("allDay", instance.isAllDay)
        field("status", instance.status.word)
        field("summary", instance.title)
    }
}

extension CalendarTime {
    /// The zone of the time; nil for dates, floating times, and a zone that is not known.
    fileprivate func ownZoneName(isKnown: (TimeZoneID) -> Bool) -> String? {
        switch self {
        case .date, .floating: nil
        case .utc: "UTC"
        case .zoned(_, let id): isKnown(id) ? id.name : nil
        }
    }
}
