/// The simplest arguments, read without the parser: describing a command to itself takes it longer
/// than a week of a full calendar takes to be answered, and prompts and status bars ask all day.
struct PlainArguments: Hashable {
    private(set) var data: String?
    private(set) var tz: String?
    private(set) var json = false
    private(set) var words: [String] = []

    /// nil where anything else is said, or said twice: that is for the parser, which also knows how
    /// to complain.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--data" where data == nil && rest.first?.hasPrefix("-") == false:
                data = rest.popFirst()
            case "--tz" where tz == nil && rest.first?.hasPrefix("-") == false:
                tz = rest.popFirst()
            case "--json" where !json: json = true
            default:
                guard !word.hasPrefix("-") else { return nil }
                words.append(word)
            }
        }
    }
}

extension GlobalOptions {
    init(_ plain: PlainArguments) {
        self.init()
        data = plain.data
        tz = plain.tz
        color = .auto
    }
}

extension AgendaCommand {
    init(_ plain: PlainArguments) {
        self.init()
        global = GlobalOptions(plain)
        chosen = CalendarChoice()
        chosen.names = []
        json = plain.json
        days = AgendaCommand.standardDays
        period = plain.words
    }
}
