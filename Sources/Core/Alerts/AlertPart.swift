/// An event of an object, or an override of it, and its alarms.
struct AlertPart {
    let entry: IndexEntry
    let event: Event
    /// Those that are shown.
    let alarms: [Alarm]
    /// All that could be read, for what they put off.
    let all: [Alarm]
    let isDefault: Bool

    /// nil when it gives no alert.
    init?(_ entry: IndexEntry, _ event: Event, master: Event?, _ rules: AlertRules) {
        guard event.status != .cancelled, !event.isDeclined(by: rules.addresses) else { return nil }
        let seen = [event.lastSeen, master?.lastSeen].compactMap { $0 }.max()
        let own = event.alarms
        self.entry = entry
        self.event = event
        all = own
        isDefault = !own.contains { $0.snoozed == nil }
        var shown = own.filter(\.isShown).map { $0.seen(upTo: seen) }
        if isDefault {
            shown += rules.defaultAlarms(isAllDay: event.isAllDay, acknowledged: seen)
        }
        guard !shown.isEmpty else { return nil }
        alarms = shown
    }

    /// Seconds by which an instance must be looked for before the trigger; the time of the alarm
    /// that is put off counts.
    func lead(of alarm: Alarm) -> Int? {
        guard let uid = alarm.snoozed else { return nil }
        if let original = all.first(where: { $0.uid == uid }) {
            return original.trigger.nominalSeconds
        }
        return Alarm.defaultLead(ofUID: uid)
    }
}

extension Event {
    /// Its alarms as far as they can be read.
    var alarms: [Alarm] {
        component.components("VALARM").prefix(AlertLimits.alarms).compactMap(Alarm.init)
    }

    /// Up to when its alarms were seen, whichever they are: as Thunderbird writes it, and as we do
    /// for default alerts, which have no `VALARM` that could say it.
    var lastSeen: Instant? {
        guard case .utc(let instant)? = try? component.first(.lastSeen)?.time() else { return nil }
        return instant
    }

    /// Whether one of the addresses takes part and has declined (RFC 5545 §3.2.12).
    func isDeclined(by addresses: Set<String>) -> Bool {
        guard !addresses.isEmpty else { return false }
        return component.all(.attendee).contains { attendee in
            guard attendee.parameter("PARTSTAT")?.uppercased() == "DECLINED" else { return false }
            let address = attendee.rawValue.lowercased()
            return addresses.contains(
                address.hasPrefix("mailto:") ? String(address.dropFirst(7)) : address)
        }
    }
}

extension PropertyName {
    /// `X-MOZ-LASTACK`, of an event.
    static var lastSeen: PropertyName { "X-MOZ-LASTACK" }
}

extension Alarm {
    /// The same, seen at least up to `instant`.
    fileprivate func seen(upTo instant: Instant?) -> Alarm {
        var alarm = self
        alarm.acknowledged = [acknowledged, instant].compactMap { $0 }.max()
        return alarm
    }

    /// What snoozing a default alert relates to: a UID that tells how far from the start it was.
    static func defaultUID(lead: Int) -> String { "\(defaultPrefix)\(lead)" }

    static func defaultLead(ofUID uid: String) -> Int? {
        guard uid.hasPrefix(defaultPrefix),
            let lead = Int(uid.dropFirst(defaultPrefix.count)), abs(lead) < 1 << 40
        else { return nil }
        return lead
    }

    private static let defaultPrefix = "dayline-default:"
}
