import ArgumentParser
import Core

/// What an event can be told to be; the same for new and for edited ones.
struct DraftOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Title.", valueName: "text")) var title: String?
    @Option(help: ArgumentHelp("Start: a day, or a day and a time.", valueName: "time"))
    var start: String?
    @Option(
        help: ArgumentHelp(
            "End; a time alone is meant on the day of the start. The last day when all-day.",
            valueName: "time"))
    var end: String?
    @Option(help: ArgumentHelp("Length instead of an end, as 45m or 1h30m.", valueName: "length"))
    var duration: String?
    @Flag(help: "A whole day, or several.") var allDay = false
    @Option(
        help: ArgumentHelp(
            "The event's own zone, in which start and end are then given; floating for none.",
            valueName: "zone"))
    var zone: String?
    @Option(
        help: ArgumentHelp(
            "Recurrence rule, as FREQ=WEEKLY;BYDAY=TU; none ends the recurrence.",
            valueName: "rule"))
    var rrule: String?
    @Option(help: ArgumentHelp("Calendar it belongs to.", valueName: "name")) var calendar: String?
    @Option(help: ArgumentHelp("Place.", valueName: "text")) var location: String?
    @Option(help: ArgumentHelp("Notes.", valueName: "text")) var notes: String?
    @Option(help: ArgumentHelp("Link.", valueName: "url")) var url: String?
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Category; may be given several times.", valueName: "text"))
    var category: [String] = []
    @Option(help: ArgumentHelp("confirmed, tentative or cancelled.", valueName: "status"))
    var status: EventStatus?
    @Option(help: ArgumentHelp("Whether it takes time: busy or free.", valueName: "busy"))
    var show: BusyChoice?
    @Flag(
        name: [.customLong("allow-overlap"), .customLong("force")],
        help: "Do it although it overlaps other events.")
    var allowOverlap = false

    /// Whether nothing is said.
    var isEmpty: Bool {
        [title, start, end, duration, zone, rrule, calendar, location, notes, url]
            .allSatisfy { $0 == nil }
            && !allDay && category.isEmpty && status == nil && show == nil
    }

    var times: TimeWords {
        TimeWords(start: start, end: end, duration: duration, allDay: allDay, zone: zone)
    }

    /// Puts everything but the times into a draft.
    func writeFacts(into draft: inout EventDraft) throws {
        if let title { draft.title = title }
        if let location { draft.location = location }
        if let notes { draft.notes = notes }
        if let url { draft.url = url }
        if !category.isEmpty { draft.categories = category.filter { !$0.isEmpty } }
        if let status { draft.status = status }
        if let show { draft.isTransparent = show == .free }
        if let rrule {
            let isNone = rrule.isEmpty || rrule.lowercased() == "none"
            draft.rule = isNone ? nil : try RecurrenceRule(parsing: rrule)
        }
    }
}

enum BusyChoice: String, ExpressibleByArgument, CaseIterable, Sendable { case busy, free }

extension EventStatus: ExpressibleByArgument {
    public init?(argument: String) {
        guard let status = EventStatus.allCases.first(where: { $0.word == argument.lowercased() })
        else { return nil }
        self = status
    }

    public static var allValueStrings: [String] { allCases.map(\.word) }
}
