/// Making properties whose values are times.
extension Property {
    /// Makes a property whose value is a time, with the parameters that this kind of time needs.
    /// A year outside 1 ... 9999, which cannot be written, becomes the nearest that can.
    public static func time(_ name: PropertyName, _ time: CalendarTime) -> Property {
        times(name, [time])
    }

    /// Makes a property whose value is a list of times of one kind (date, floating, one zone, UTC).
    ///
    /// The first time decides the kind; use `timeLists` for times of several kinds.
    public static func times(_ name: PropertyName, _ times: [CalendarTime]) -> Property {
        var parameters: [Parameter] = []
        switch times.first {
        case .date: parameters = [Parameter("VALUE", "DATE")]
        case .zoned(_, let id): parameters = [Parameter("TZID", id.name)]
        case .floating, .utc, nil: break
        }
        return Property(
            name, times.map(\.valueText).joined(separator: ","), parameters: parameters)
    }

    /// Makes as many properties as there are kinds of time, in the order of their first times.
    public static func timeLists(_ name: PropertyName, _ times: [CalendarTime]) -> [Property] {
        var lists: [[CalendarTime]] = []
        for time in times {
            let place = lists.firstIndex { list in list.first.map(time.hasSameKind) ?? false }
            if let place { lists[place].append(time) } else { lists.append([time]) }
        }
        return lists.map { Property.times(name, $0) }
    }

    /// The same property with another time: VALUE and TZID follow it, other parameters stay.
    public func replacingTime(_ time: CalendarTime) -> Property {
        if let own = try? self.time(), own == time { return self }
        let made = Property.time(name, time)
        var changed = self
        changed.rawValue = made.rawValue
        changed.parameters =
            made.parameters + parameters.filter { $0.name != "VALUE" && $0.name != "TZID" }
        return changed
    }
}

extension CalendarTime {
    /// As it stands in a value: `20261123`, `20261123T140500`, `20261123T140500Z`.
    public var valueText: String {
        let local = wallClock
        let date = min(max(local.date, CivilDate.range.lowerBound), CivilDate.range.upperBound)
        let parts = date.parts
        let day = zeroPadded(parts.year, 4) + zeroPadded(parts.month, 2) + zeroPadded(parts.day, 2)
        let time =
            "T" + zeroPadded(local.hour, 2) + zeroPadded(local.minute, 2)
            + zeroPadded(local.second, 2)
        switch self {
        case .date: return day
        case .floating, .zoned: return day + time
        case .utc: return day + time + "Z"
        }
    }

    /// Whether both can stand in one list.
    func hasSameKind(_ other: CalendarTime) -> Bool {
        switch (self, other) {
        case (.date, .date), (.floating, .floating), (.utc, .utc): true
        case (.zoned(_, let one), .zoned(_, let two)): one == two
        case (.date, _), (.floating, _), (.zoned, _), (.utc, _): false
        }
    }
}
