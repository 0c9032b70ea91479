import Core

/// Everything about one edit of the outbox, for `outbox show`.
struct OutboxPage {
    let entry: OutboxEntry
    /// What would be sent; nil for what sends no text.
    let text: [UInt8]?
    let calendars: CalendarTable

    func write(_ session: inout Session) {
        let strings = session.strings
        session.out.append(session.palette.begin(.bold))
        session.out.safe(entry.title.isEmpty ? strings.untitled : entry.title)
        session.out.append(session.palette.end)
        session.out.line()
        row(strings.label(OutboxField.what), strings.name(entry.kind), &session)
        row(strings.label(.calendar), calendars.byID[entry.calendar]?.name ?? "", &session)
        row(strings.label(.made), moment(entry.made, session), &session)
        row(strings.label(.state), strings.state(entry), &session)
        if let refusal = entry.refusal {
            row(strings.label(.reason), refusal.reason, &session)
            row(strings.label(.rule), refusal.precondition, &session)
            for clash in refusal.clashes {
                row(strings.label(.clashes), line(clash, session), &session)
            }
        } else {
            row(strings.label(.reason), entry.lastError, &session)
        }
        row(strings.label(.tries), entry.attempts == 0 ? "" : "\(entry.attempts)", &session)
        row("ID", entry.id.text, &session)
        guard let text else { return }
        session.out.line()
        for line in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline) {
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

    private func moment(_ instant: Instant, _ session: Session) -> String {
        let local = session.profile.zone.local(at: instant)
        return "\(session.strings.dayShort(local.date, today: session.today)) "
            + session.strings.time(local)
    }

    private func line(_ clash: OverlapClash, _ session: Session) -> String {
        let zone = session.profile.zone
        let local =
            zone.local(at: clash.shared.lowerBound)..<zone.local(at: clash.shared.upperBound)
        let title = clash.title.isEmpty ? session.strings.untitled : clash.title
        return "\(title) · \(session.strings.span(local, isAllDay: false, today: session.today))"
    }
}

extension JSONWriter {
    /// An edit of the outbox; docs/json.md describes it for users.
    mutating func entry(_ entry: OutboxEntry, calendars: CalendarTable, text: [UInt8]? = nil) {
        object { json in
            json.field("id", entry.id.text)
            json.field("kind", entry.kind.rawValue)
            json.field("title", entry.title)
            json.field("calendar", calendars.byID[entry.calendar]?.name)
            json.key("event")
            if let object = entry.object { json.value(Int(object.row)) } else { json.null() }
            json.field("made", "\(entry.made)")
            json.field("attempts", entry.attempts)
            json.field("lastError", entry.lastError)
            json.field("state", entry.isDead ? "dead" : "waiting")
            if case .waiting(let notBefore) = entry.state {
                json.field("notBefore", notBefore.map { "\($0)" })
            } else {
                json.field("notBefore", nil)
            }
            json.key("refusal")
            if let refusal = entry.refusal { json.refusal(refusal) } else { json.null() }
            if let text { json.field("ics", String(decoding: text, as: UTF8.self)) }
        }
    }

    private mutating func refusal(_ refusal: Refusal) {
        object { json in
            json.field("status", refusal.status)
            json.field("reason", refusal.reason)
            json.field("precondition", refusal.precondition)
            json.key("overlaps")
            json.array(of: refusal.clashes) { json, clash in
                json.object { json in
                    json.field("title", clash.title)
                    json.field("href", clash.href)
                    json.field("start", "\(clash.shared.lowerBound)")
                    json.field("end", "\(clash.shared.upperBound)")
                }
            }
        }
    }
}
