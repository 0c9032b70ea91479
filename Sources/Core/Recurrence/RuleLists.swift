/// What few rules have, BYxxx lists above all, shared by a rule's copies: copying a rule then costs
/// one reference.
final class RuleLists: Hashable, Sendable {
    /// The lists in the order written, and the calendar that they count in.
    struct Values: Hashable, Sendable {
        var bySecond: [Int] = []
        var byMinute: [Int] = []
        var byHour: [Int] = []
        var byDay: [WeekdayNumber] = []
        var byMonthDay: [Int] = []
        var byYearDay: [Int] = []
        var byWeekNumber: [Int] = []
        var byMonth: [Int] = []
        var byLeapMonth: [Int] = []
        var bySetPosition: [Int] = []
        var unknownParts: [RecurrenceRule.UnknownPart] = []
        var calendar = CalendarSystem.gregorian
        var skip = RecurrenceRule.Skip.omit

        /// Whether no part says anything.
        var isEmpty: Bool {
            isEmptyButPositions && bySetPosition.isEmpty && unknownParts.isEmpty
                && isOfRFC5545
        }

        /// Whether RSCALE and SKIP say nothing.
        var isOfRFC5545: Bool { calendar == .gregorian && skip == .omit }

        /// Whether there is no BYxxx part but BYSETPOS.
        var isEmptyButPositions: Bool {
            bySecond.isEmpty && byMinute.isEmpty && byHour.isEmpty && byDay.isEmpty
                && byMonthDay.isEmpty && byYearDay.isEmpty && byWeekNumber.isEmpty
                && byMonth.isEmpty && byLeapMonth.isEmpty
        }
    }

    let values: Values

    /// Nil for empty lists, so that a plain rule has no storage.
    init?(_ values: Values) {
        guard !values.isEmpty else { return nil }
        self.values = values
    }

    static func == (one: RuleLists, other: RuleLists) -> Bool {
        one === other || one.values == other.values
    }

    func hash(into hasher: inout Hasher) { hasher.combine(values) }
}
