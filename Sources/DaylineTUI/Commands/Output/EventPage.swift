import Core

/// Everything about one event, for `show`.
struct EventPage {
    let stored: StoredObject
    /// What is described: the master, or the override of the chosen instance.
    let event: Event
    /// The chosen instance of a recurring event.
    let instance: Instance?
    /// The coming instances.
    let next: [Instance]
    let calendar: CalendarInfo?

    /// The rule as RFC 5545 writes it.
    private var rule: String? { stored.object.master?.rules.first.map { "\($0)" } }

    func writeText(_ session: inout Session) {
        let strings = session.strings
        session.out.append(session.palette.begin(.bold))
        session.out.safe(event.title.isEmpty ? strings.untitled : event.title)
        session.out.append(session.palette.end)
        session.out.line()
        func span(_ instance: Instance) -> String {
            strings.span(instance.local, isAllDay: instance.isAllDay, today: session.today)
        }
        row(
            strings.label(.when), (instance ?? next.first).map(span) ?? strings.neverHappens,
            &session)
        if let zone = event.start.zoneID, zone != session.profile.zone.id {
            row(strings.label(.ownZone), strings.zonedTime(event.start), &session)
        }
        row(strings.label(.location), event.location, &session)
        row(strings.label(.calendar), calendar?.name ?? "", &session)
        if let master = stored.object.master, let rule = master.rules.first {
            let words = strings.sentence(
                rule, start: master.start.wallClock, today: session.today)
            row(strings.label(.recurs), words, &session)
            for instance in next.dropFirst(instance == nil ? 1 : 0) {
                row("", span(instance), &session)
            }
        }
        if event.status != .confirmed { row(strings.label(.status), event.status.word, &session) }
        row(
            strings.label(.categories), event.categories.joined(separator: ", "), &session)
        row(strings.label(.link), event.url, &session)
        row("UID", stored.object.uid.text, &session)
        row("Number", "#\(stored.id.row)", &session)
        guard !event.notes.isEmpty else { return }
        session.out.line()
        for line in event.notes.split(separator: "\n", omittingEmptySubsequences: false) {
            session.out.safe(String(line))
            session.out.line()
        }
    }

    private func row(_ name: String, _ text: String, _ session: inout Session) {
        guard !text.isEmpty else { return }
        session.out.append(session.palette.begin(.dim))
        session.out.append(name)
        session.out.append(session.palette.end)
        session.out.spaces(12 - DisplayWidth.columns(name))
        session.out.safe(text)
        session.out.line()
    }

    func writeJSON(_ session: inout Session) {
        var json = JSONWriter()
        let profile = session.profile
        json.object { json in
            json.field("id", Int(stored.id.row))
            json.field("uid", stored.object.uid.text)
            json.field("calendar", calendar?.name)
            json.field("summary", event.title)
            json.field("location", event.location)
            json.field("description", event.notes)
            json.field("status", event.status.word)
            json.field("transparent", event.isTransparent)
            json.field("allDay", event.isAllDay)
            json.field("tz", event.start.zoneID?.name)
            json.field("rrule", rule)
            json.key("categories")
            json.array(of: event.categories) { $0.value($1) }
            json.field("url", event.url.isEmpty ? nil : event.url)
            json.field("sequence", event.sequence)
            json.field("overrides", stored.object.overrides.count)
            json.key("instances")
            json.array(of: instance.map { [$0] } ?? next) { json, instance in
                json.instance(instance, calendar: calendar, profile: profile)
            }
        }
        json.endLine()
        session.out.append(contentsOf: json.bytes)
    }
}
