/// What the search index holds of an object: the texts of its master and of its overrides where
/// they differ, in the form that `SearchText` gives them.
struct SearchDocument {
    private(set) var title = ""
    private(set) var location = ""
    private(set) var notes = ""
    private(set) var categories = ""

    var isEmpty: Bool {
        title.isEmpty && location.isEmpty && notes.isEmpty && categories.isEmpty
    }

    init(_ object: CalendarObject) {
        guard object.overrides.isEmpty, let master = object.master else {
            let events = (object.master.map { [$0] } ?? []) + object.overrides
            title = Self.joined(events.map(\.title))
            location = Self.joined(events.map(\.location))
            notes = Self.joined(events.map(\.notes))
            categories = Self.joined(events.flatMap(\.categories))
            return
        }
        title = SearchText.indexed(master.title)
        location = SearchText.indexed(master.location)
        notes = SearchText.indexed(master.notes)
        categories = Self.joined(master.categories)
    }

    private static func joined(_ texts: [String]) -> String {
        var seen = Set<String>()
        let different = texts.filter { !$0.isEmpty && seen.insert($0).inserted }
        return SearchText.indexed(different.joined(separator: "\n"))
    }
}
