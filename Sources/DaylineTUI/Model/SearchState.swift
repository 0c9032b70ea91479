import Core

/// One line of the search results: the event, and the instance nearest to today.
struct SearchRow: Hashable, Sendable {
    var object: ObjectID
    var calendar: CalendarID
    var title: String
    var location: String
    /// Where choosing it goes; nil when the event never happens.
    var instance: Instance?
}

/// Search with results that follow the typing.
struct SearchState: Hashable, Sendable {
    var input = TextInput()
    /// Results of `answered`, which may be an earlier state of the input.
    var rows: [SearchRow] = []
    var answered = ""
    /// Counted from 0.
    var selected = 0

    static let limit = 200
}
