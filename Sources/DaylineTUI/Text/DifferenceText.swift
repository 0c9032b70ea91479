import Core

/// The words of a difference: what a row is about, and what a side has there.
struct DifferenceText {
    let strings: any Strings
    let today: CivilDate

    /// "Title", "Alarm · Trigger", "Mon 2 Nov 2026 09:30: Where".
    func label(_ row: ObjectDifference.Row) -> String {
        let name = row.property.map { strings.label($0) } ?? strings.name(component: row.component)
        let inner = row.component == "VALARM" && row.property != nil
        let text = inner ? "\(strings.name(component: row.component)) · \(name)" : name
        guard let id = row.recurrenceID else { return text }
        return "\(strings.zonedTime(id)): \(text)"
    }

    /// What a side has; a dash where it has nothing.
    func value(_ value: ObjectDifference.Value?) -> String {
        switch value {
        case nil: "—"
        case .text(let text): text.split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
        case .time(let time): strings.zonedTime(time)
        case .length(let length): strings.duration(length)
        case .rule(let rule): "\(rule)"
        case .texts(let texts): texts.joined(separator: ", ")
        case .times(let times): times.map { strings.zonedTime($0) }.joined(separator: ", ")
        case .component(let title, let start):
            [title.isEmpty ? strings.untitled : title, start.map { strings.zonedTime($0) }]
                .compactMap { $0 }.joined(separator: " · ")
        case .alarm(let action, let offset, let at):
            [
                action.lowercased(), offset.map { strings.duration($0) },
                at.map { strings.zonedTime($0) },
            ]
            .compactMap { $0 }.joined(separator: " · ")
        }
    }

    /// Which side has changed it; a clash needs a decision.
    func mark(_ change: ObjectDifference.Change) -> String {
        switch change {
        case .mine: "‹"
        case .theirs: "›"
        case .both: "="
        case .clash: "!"
        }
    }
}
