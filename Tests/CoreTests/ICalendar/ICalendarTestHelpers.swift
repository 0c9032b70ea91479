@testable import Core

/// Reads text as it is.
func readCalendars(_ text: String) -> ParsedCalendars { parseICalendar(Array(text.utf8)) }

/// The first top-level component of a text, or an empty one.
func readComponent(_ text: String) -> Component {
    readCalendars(text).components.first ?? Component("X-NONE")
}

/// One property read from one line.
func readProperty(_ line: String) -> Property {
    readComponent("BEGIN:VEVENT\r\n\(line)\r\nEND:VEVENT\r\n").properties.first
        ?? Property("X-NONE", "")
}

/// An event with these lines.
func eventText(_ lines: String...) -> String {
    (["BEGIN:VEVENT"] + lines + ["END:VEVENT"]).map { $0 + "\r\n" }.joined()
}

extension Component {
    /// Marks this and every inner component as changed, by a property of its own.
    func markedDeeply() -> Component {
        var marked = self
        marked.components = components.map { $0.markedDeeply() }
        marked.append(Property("X-MARK", "1"))
        return marked
    }

    /// The same values without any source bytes.
    func remade() -> Component {
        Component(
            name,
            properties: properties.map {
                Property($0.name, $0.rawValue, parameters: $0.parameters)
            },
            components: components.map { $0.remade() })
    }

    /// Takes the marks away.
    func unmarkedDeeply() -> Component {
        var plain = self
        plain.remove("X-MARK")
        plain.components = plain.components.map { $0.unmarkedDeeply() }
        return plain
    }

    /// Whether all component names can be written as they are; a cleaned one may mean another rank.
    var hasPlainNames: Bool {
        name.utf8.allSatisfy(isNameByte) && components.allSatisfy(\.hasPlainNames)
    }

    /// Touches every value, for tests that only want to survive it.
    func readEverything() -> Int {
        var sum = name.utf8.count + line
        for property in properties {
            sum += property.text.utf8.count + property.parameters.count + property.line
            sum += property.textList.count + property.readableRecurrenceDates().errors.count
            if (try? property.time()) != nil { sum += 1 }
            if (try? property.duration()) != nil { sum += 1 }
            if (try? property.utcOffset()) != nil { sum += 1 }
            if (try? property.integer()) != nil { sum += 1 }
            if (try? property.boolean()) != nil { sum += 1 }
            sum += property.hasStrictTimes ? 1 : 0
        }
        return components.reduce(sum) { $0 + $1.readEverything() }
    }
}
