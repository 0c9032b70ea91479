extension DifferenceRows {
    /// The properties that people read, in the order in which they do.
    private static let read: [PropertyName] = [
        .summary, .dtstart, .dtend, .due, .duration, .rrule, .exrule, .recurrenceID, .rdate,
        .exdate, .location, .status, .transp, .classification, .categories, .organizer, .attendee,
        .description, .url, .attach, .action, .trigger,
    ]

    private static let ranks = Dictionary(
        uniqueKeysWithValues: read.enumerated().map { ($1, $0) })

    /// Whether one property is shown before another; those that nobody reads go last, by name.
    static func isRead(_ one: PropertyName, before other: PropertyName) -> Bool {
        let (first, second) = (ranks[one] ?? read.count, ranks[other] ?? read.count)
        return first == second ? one.text < other.text : first < second
    }
}

extension MergeUnit {
    /// The name under which a property of the unit clashes.
    func clashName(
        of name: PropertyName, in place: MergePlace, _ clashes: Set<MergeClash>
    ) -> PropertyName {
        guard kind == .schedule else { return self.name }
        if clashes.contains(place.clash(.dtstart)) { return .dtstart }
        switch name {
        case .dtend, .due, .duration: return place.component == "VTODO" ? .due : .dtend
        case .rrule, .exrule: return .rrule
        default: return .dtstart
        }
    }
}

extension [Property] {
    /// What lines of one name say, items of lists each for itself; defaults say nothing.
    func meanings(_ clocks: EventClocks) -> Set<PropertyMeaning> {
        Set(
            flatMap { line in
                MergeUnit(line.name, in: "").kind == .items
                    ? line.listItems(clocks).map(\.key) : [PropertyMeaning(line, clocks)]
            }
            .filter { !$0.isDefault })
    }
}

extension Threefold {
    /// Whichever is there; the remote one first.
    var any: Value? { remote ?? local ?? base }
}
