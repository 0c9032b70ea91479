import TestTools

@testable import Core

/// Edits objects as people and servers do.
enum RandomEdit {
    /// The object after a few edits; nil when an edit left nothing.
    static func edited(_ object: CalendarObject, _ random: inout SplitMix) -> CalendarObject? {
        var object = object
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let edited =
                Int.random(in: 0..<3, using: &random) == 0
                ? edited(byDraft: object, &random) : edited(byLines: object, &random)
            guard let edited else { return nil }
            object = edited
        }
        return object
    }

    /// Through the editor: moved, renamed, an instance taken out.
    private static func edited(
        byDraft object: CalendarObject, _ random: inout SplitMix
    ) -> CalendarObject? {
        let window = Instant(seconds: 1_700_000_000)..<Instant(seconds: 1_830_000_000)
        let instances = object.instances(
            in: window, zones: testZones, display: Zone.utc, limit: 6)
        guard let instance = instances.randomElement(using: &random),
            var draft = EventDraft(instance, of: object, zones: testZones)
        else { return object }
        let scope: EditScope = Bool.random(using: &random) ? .all : .this
        let now = Instant(seconds: 1_780_000_000 + Int.random(in: 0...1000, using: &random))
        if Int.random(in: 0..<4, using: &random) == 0 {
            return object.deleted(
                at: instance.recurrenceID, scope: .this, now: now, zones: testZones)
        }
        if Bool.random(using: &random) {
            draft = draft.moved(bySeconds: draft.start.isDate ? 86_400 : 3600)
        } else {
            draft.title = "title \(Int.random(in: 0...3, using: &random))"
        }
        let edited = try? object.edited(
            draft, at: instance.recurrenceID, scope: scope, newUID: UID("new"), now: now,
            zones: testZones)
        return edited?.first ?? object
    }

    /// Line by line, in one of the components.
    private static func edited(
        byLines object: CalendarObject, _ random: inout SplitMix
    ) -> CalendarObject? {
        var calendar = object.calendar
        var components = calendar.components
        guard let index = components.indices.randomElement(using: &random),
            components[index].name == "VEVENT"
        else { return object }
        edit(&components[index], &random)
        calendar.components = components
        return try? CalendarObject(calendar: calendar)
    }

    private static func edit(_ event: inout Component, _ random: inout SplitMix) {
        let number = Int.random(in: 0...4, using: &random)
        switch Int.random(in: 0..<14, using: &random) {
        case 0: event.set(.text(.summary, "회의 \(number)"))
        case 1: event.set(.text(.location, String(repeating: "long, ", count: 20) + "\(number)"))
        case 2: event.remove([.location, .description, "X-A", .comment][number % 4])
        case 3: event.set(Property("X-A", "\(number)", parameters: [Parameter("X-P", "\(number)")]))
        case 4: event.append(Property(.contact, "\(number)"))
        case 5: event.append(.text(.comment, "comment \(number)"))
        case 6: event.set(.textList(.categories, (0...number).map { "c\($0)" }))
        case 7: event.append(.textList(.categories, ["d\(number)"]))
        case 8: editAttendees(&event, number, &random)
        case 9: event.set(Property(.status, number % 2 == 0 ? "TENTATIVE" : "CONFIRMED"))
        case 10: event.set(Property(.transp, number % 2 == 0 ? "OPAQUE" : "TRANSPARENT"))
        case 11: editAlarms(&event, number)
        case 12: event.append(Property(.attach, "http://x/\(number)"))
        default:
            if event.first(.rrule) != nil {
                event.set(Property(.rrule, "FREQ=DAILY;INTERVAL=\(number + 1)"))
            }
        }
        event.set(.time(.dtstamp, .utc(Instant(seconds: 1_780_000_000 + number))))
    }

    private static func editAttendees(
        _ event: inout Component, _ number: Int, _ random: inout SplitMix
    ) {
        let address = "mailto:a\(number % 3)@x"
        var attendees = event.all(.attendee)
        let answer = Parameter("PARTSTAT", ["ACCEPTED", "DECLINED"][number % 2])
        if let index = attendees.firstIndex(where: { $0.rawValue == address }) {
            switch Int.random(in: 0..<3, using: &random) {
            case 0: attendees.remove(at: index)
            case 1: attendees[index].parameters = [answer]
            default: attendees[index].parameters.append(Parameter("X-N", "\(number)"))
            }
        } else {
            attendees.append(Property(.attendee, address, parameters: [Parameter("CN", "A")]))
        }
        event.replaceAll(.attendee, with: attendees)
    }

    private static func editAlarms(_ event: inout Component, _ number: Int) {
        var alarms = event.components
        let trigger = Property(.trigger, "-PT\(number + 1)M")
        if number == 0, !alarms.isEmpty {
            alarms.removeLast()
        } else if number < 3, !alarms.isEmpty {
            alarms[0].set(trigger)
        } else {
            alarms.append(
                Component("VALARM", properties: [Property(.action, "DISPLAY"), trigger]))
        }
        event.components = alarms
    }
}
