/// Writes a draft into a `VEVENT`, changing only the lines whose meaning changes.
struct DraftWriter {
    let draft: EventDraft

    /// Everything but the rule.
    func write(into component: inout Component, was event: Event?) {
        writeTimes(into: &component)
        writeTexts(into: &component)
        writeFlags(into: &component, was: event)
    }

    /// Title, place, notes and the rest that is not about time.
    private func writeTexts(into component: inout Component) {
        write(draft.title, .summary, &component)
        write(draft.location, .location, &component)
        write(draft.notes, .description, &component)
        write(draft.color ?? "", .color, &component)
        if draft.url != component.first(.url)?.rawValue ?? "" {
            replace(draft.url.isEmpty ? nil : Property(.url, draft.url), .url, &component)
        }
        if draft.categories != component.all(.categories).flatMap(\.textList) {
            let list = Property.textList(.categories, draft.categories)
            replace(draft.categories.isEmpty ? nil : list, .categories, &component)
        }
    }

    /// `STATUS` and `TRANSP`; what is the default is not written where it was not.
    private func writeFlags(into component: inout Component, was event: Event?) {
        if draft.status != event?.status ?? .confirmed {
            let text =
                switch draft.status {
                case .tentative: "TENTATIVE"
                case .confirmed: "CONFIRMED"
                case .cancelled: "CANCELLED"
                }
            component.set(Property(.status, text))
        }
        if draft.isTransparent != event?.isTransparent ?? false {
            component.set(Property(.transp, draft.isTransparent ? "TRANSPARENT" : "OPAQUE"))
        }
    }

    /// `DTSTART` and the end. Keeps `DURATION` when that still says the same.
    private func writeTimes(into component: inout Component) {
        let event = try? Event(component)
        if let event, event.start == draft.start, event.writtenEnd == draft.end { return }
        let oldLength = event.map { length($0.start, $0.writtenEnd) }
        component.set(.time(.dtstart, draft.start))
        if let event, case .duration = event.end, oldLength == length(draft.start, draft.end),
            event.isAllDay == draft.start.isDate
        {
            return
        }
        component.remove(.duration)
        if draft.start == draft.end {
            component.remove(.dtend)
        } else {
            component.set(.time(.dtend, draft.end))
        }
    }

    private func length(_ start: CalendarTime, _ end: CalendarTime) -> Int {
        end.zoneID == start.zoneID ? end.wallClock.seconds - start.wallClock.seconds : -1
    }

    private func write(_ text: String, _ name: PropertyName, _ component: inout Component) {
        let old = component.first(name)
        guard text != old?.text ?? "" else { return }
        replace(
            text.isEmpty ? nil : old?.replacingText(text) ?? .text(name, text), name, &component)
    }

    private func replace(
        _ property: Property?, _ name: PropertyName, _ component: inout Component
    ) {
        if let property { component.set(property) } else { component.remove(name) }
    }
}

extension Component {
    /// Marks a revision (RFC 5545 §3.8.7.2–3.8.7.4).
    /// - Parameter isRescheduled: whether times or the recurrence set change, which counts up
    ///   `SEQUENCE`.
    mutating func markRevised(now: Instant, isRescheduled: Bool) {
        set(.time(.dtstamp, .utc(now)))
        set(.time(.lastModified, .utc(now)))
        guard isRescheduled else { return }
        let sequence = first(.sequence).flatMap { Int($0.rawValue) } ?? 0
        set(Property(.sequence, String(min(max(0, sequence), Int(Int32.max) - 1) + 1)))
    }
}
