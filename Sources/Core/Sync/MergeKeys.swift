/// By what components are found again on the other side.
extension Component {
    /// Whether it can have a recurrence id.
    var isInstance: Bool { name == "VEVENT" || name == "VTODO" || name == "VJOURNAL" }

    /// The instance that it describes, or the series as a whole; nil for other components.
    func instanceKey(in side: MergeSide) -> [AnyHashable]? {
        guard isInstance else { return nil }
        guard let property = first(.recurrenceID) else { return [name] }
        guard let time = try? property.time() else { return [name, property.rawValue] }
        return [name, side.key(ofInstance: time)]
    }

    /// The same, counted from the start of the series.
    func distanceKey(in side: MergeSide) -> [AnyHashable]? {
        guard isInstance, let time = firstTime(.recurrenceID) else { return nil }
        return side.distance(ofInstance: time).map { [name, $0] }
    }

    /// `UID`, or what stood for it before RFC 9074 gave one to alarms.
    var identity: String? {
        let uid = firstText(.uid) ?? firstText("X-WR-ALARMUID")
        return uid.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What an alarm does and when; nil for other components.
    var alarmKey: [AnyHashable]? {
        guard name == "VALARM", let trigger = first(.trigger) else { return nil }
        let when = (try? trigger.duration())?.description ?? trigger.rawValue
        return [
            firstText(.action)?.uppercased() ?? "", when,
            trigger.parameter("RELATED")?.uppercased() ?? "START",
        ]
    }

    /// Its UID with its name, or else all that it says.
    var contentKey: [AnyHashable] {
        if let identity { return [name, identity] }
        return [name, properties, components]
    }

    /// Adds the zones that its times name.
    func collectZones(_ names: inout Set<String?>) {
        for property in properties {
            if let name = property.parameter("TZID") { names.insert(name) }
        }
        for component in components { component.collectZones(&names) }
    }
}

extension CalendarObject {
    /// What the object says of one instance before anybody described it on its own: the master's
    /// words at its time. nil without a master.
    ///
    /// - Parameter distance: wall-clock seconds after the start of the series.
    func instanceComponent(after distance: Int) -> Component? {
        guard let master else { return nil }
        var component = master.component
        component.removeRecurrence()
        for name in [PropertyName.dtstart, .dtend] {
            guard let property = component.first(name), let time = try? property.time() else {
                continue
            }
            let moved = time.with(wallClock: time.wallClock.adding(seconds: distance))
            component.set(property.replacingTime(moved))
        }
        component.append(
            .time(
                .recurrenceID,
                master.start.with(
                    wallClock: master.start.wallClock.adding(seconds: distance))))
        return component
    }
}
