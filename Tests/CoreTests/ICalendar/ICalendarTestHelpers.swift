@testable import Core

/// Seeded, so that a failure can be repeated (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Reads text as it is.
func parse(_ text: String) -> ParsedCalendars { parseICalendar(Array(text.utf8)) }

/// The first top-level component of a text, or an empty one.
func component(_ text: String) -> Component { parse(text).components.first ?? Component("X-NONE") }

/// One property read from one line.
func property(_ line: String) -> Property {
    component("BEGIN:VEVENT\r\n\(line)\r\nEND:VEVENT\r\n").properties.first
        ?? Property("X-NONE", "")
}

/// An event with these lines.
func event(_ lines: String...) -> String {
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
