/// One item of a property that is a list: a category, an excluded time.
struct MergeListItem {
    /// What it says; equal ones are one.
    let key: PropertyMeaning
    /// As it stands in the line; nil when the line is kept as a whole.
    let text: String?
}

extension Property {
    /// The items of the list. A line that cannot be taken apart is one item.
    func listItems(_ clocks: EventClocks) -> [MergeListItem] {
        let isTimes = name == .exdate || name == .rdate || name == .freebusy
        guard !isQuotedPrintable else { return [wholeItem] }
        if !isTimes {
            return TextValue.split(rawValue).filter { !$0.isEmpty }.map { text in
                let value = TextValue.unescaped(String(text))
                return MergeListItem(
                    key: PropertyMeaning(self, value: value), text: String(text))
            }
        }
        let texts = rawValue.split(separator: ",")
        let (dates, errors) = readableRecurrenceDates()
        guard errors.isEmpty, dates.count == texts.count else { return [wholeItem] }
        return zip(texts, dates).map { text, date in
            MergeListItem(
                key: PropertyMeaning(self, value: date.meaning(clocks)), text: String(text))
        }
    }

    private var wholeItem: MergeListItem {
        MergeListItem(key: PropertyMeaning(self, value: rawValue), text: nil)
    }

    /// The line with only some of its items; nil without any.
    func keeping(_ items: [MergeListItem]) -> Property? {
        let texts = items.compactMap(\.text)
        guard texts.count == items.count else { return self }
        guard !texts.isEmpty else { return nil }
        return Property(name, texts.joined(separator: ","), parameters: parameters)
    }
}

extension RecurrenceDate {
    /// The same for the same times, however they are written.
    fileprivate func meaning(_ clocks: EventClocks) -> String {
        let from = "\(clocks.key(of: start))"
        switch end {
        case .none: return from
        case .time(let time): return "\(from)/\(clocks.key(of: time))"
        case .duration(let duration): return "\(from)/\(duration)"
        }
    }
}
