/// Writes into an event that one of its alerts was seen, changing only the lines that say so.
struct AlertEditor {
    private var editor: ObjectEditor
    private let scan: AlertScan
    /// What describes the instance.
    private let event: Event
    private let alert: Alert
    /// Of the instance's event, changed ones included.
    private var component: Component
    private let now: Instant

    /// nil when the object has no such instance.
    init?(
        _ object: CalendarObject, _ alert: Alert, _ rules: AlertRules, _ zones: ZoneDatabase,
        now: Instant
    ) {
        editor = ObjectEditor(object, zones)
        guard let event = editor.event(at: alert.instance.recurrenceID) else { return nil }
        scan = AlertScan(object, rules, zones)
        self.event = event
        self.alert = alert
        component = event.component
        self.now = now
    }

    /// RFC 9074 §6.1: up to the present moment, and up to the alert where that is still to come.
    private var seen: Instant { max(now, alert.due) }

    /// Acknowledges every alarm that makes the alert. nil when that changes nothing.
    mutating func acknowledge() -> CalendarObject? {
        _ = takeAlarms(naming: nil)
        return result()
    }

    /// Acknowledges, and adds an alarm for later (RFC 9074 §7).
    mutating func snooze(until: Instant, uid: String) -> CalendarObject? {
        let taken = takeAlarms(naming: uid + "-original")
        var properties: [Property] = [.text(.uid, uid)]
        let action = taken.alarm?.first(.action) ?? Property(.action, "DISPLAY")
        properties.append(action)
        properties.append(
            Property(
                .trigger, CalendarTime.utc(until).valueText,
                parameters: [Parameter("VALUE", "DATE-TIME")]))
        properties.append(
            Property(
                .relatedTo, TextValue.escaped(taken.original),
                parameters: [Parameter("RELTYPE", "SNOOZE")]))
        properties += taken.alarm?.all(.attach) ?? []
        properties.append(taken.alarm?.first(.description) ?? .text(.description, event.title))
        component.append(Component("VALARM", properties: properties))
        return result()
    }

    /// Acknowledges the alarms of the alert, takes those away that only put it off, and gives the
    /// first one and the UID by which it is known.
    ///
    /// - Parameter name: the UID for an alarm that has none; nil when it needs none.
    private mutating func takeAlarms(
        naming name: String?
    ) -> (alarm: Component?, original: String) {
        var found: (alarm: Component?, original: String)?
        var put: Set<String> = []
        var kept: [Component] = []
        for var inner in component.components {
            guard let alarm = Alarm(inner), alarm.isShown, makesAlert(alarm) else {
                kept.append(inner)
                continue
            }
            if let original = alarm.snoozed {
                put.insert(original)
                found = found ?? (inner, original)
                continue
            }
            if let name, found == nil, alarm.uid == nil { inner.append(.text(.uid, name)) }
            found = found ?? (inner, alarm.uid ?? name ?? "")
            acknowledge(&inner)
            kept.append(inner)
        }
        for index in kept.indices {
            guard let uid = Alarm(kept[index])?.uid, put.contains(uid) else { continue }
            acknowledge(&kept[index])
        }
        if kept != component.components { component.components = kept }
        if found == nil || put.contains(where: { Alarm.defaultLead(ofUID: $0) != nil }) {
            markEvent()
        }
        return found ?? (nil, Alarm.defaultUID(lead: defaultLead))
    }

    private func makesAlert(_ alarm: Alarm) -> Bool {
        var first: Instant?
        if case .at(let instant) = alarm.trigger { first = instant }
        first = first ?? scan.time(of: alarm.trigger, alert.instance)
        guard let first else { return false }
        return !alarm.times(from: first, in: alert.due..<alert.due.adding(seconds: 1)).isEmpty
    }
}

extension AlertEditor {
    /// How far from the start the alert is.
    private var defaultLead: Int {
        alert.due.seconds - alert.instance.span.lowerBound.seconds
    }

    private func acknowledge(_ alarm: inout Component) {
        if let old = Alarm(alarm)?.acknowledged, old >= seen { return }
        alarm.set(.time(.acknowledged, .utc(seen)))
    }

    /// For default alerts, which have no alarm that could be acknowledged.
    private mutating func markEvent() {
        if let old = event.lastSeen, old >= seen { return }
        component.set(.time(.lastSeen, .utc(seen)))
    }

    private mutating func result() -> CalendarObject? {
        guard component != event.component else { return nil }
        editor.replace(event.component, with: component)
        return editor.result()
    }
}
