/// One key press, as the terminal reports it.
enum Key: Hashable, Sendable {
    /// A printable character, the space included.
    case character(Character)
    /// Control and a letter, in lower case.
    case control(Character)
    /// Alt (or Escape) and a character.
    case alt(Character)
    case enter, tab, backTab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case shiftUp, shiftDown, shiftLeft, shiftRight
    /// F1 ... F12.
    case function(Int)
}

extension Key {
    /// The keys with a name, as help and footer print them and as tests write them: `<Enter>`.
    static let names: [(key: Key, name: String)] = [
        (.enter, "Enter"), (.tab, "Tab"), (.backTab, "S-Tab"), (.escape, "Esc"),
        (.backspace, "Backspace"), (.delete, "Del"), (.insert, "Ins"), (.up, "Up"),
        (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"), (.end, "End"),
        (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.shiftUp, "S-Up"), (.shiftDown, "S-Down"),
        (.shiftLeft, "S-Left"), (.shiftRight, "S-Right"), (.character(" "), "Space"),
    ]

    /// How help and footer print the key: `j`, `C-r`, `Enter`, `↓`.
    var label: String {
        switch self {
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let letter): "C-\(letter)"
        case .alt(let character): "M-\(character)"
        case .function(let number): "F\(number)"
        default: Key.names.first { $0.key == self }?.name ?? "?"
        }
    }

    /// Reads keys written as vi users write them: `3jgg<Enter><C-r><M-x><F1><lt>`.
    static func sequence(_ text: String) -> [Key] {
        var keys: [Key] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first == "<", let close = rest.firstIndex(of: ">"),
                let key = named(String(rest[rest.index(after: rest.startIndex)..<close]))
            {
                keys.append(key)
                rest = rest[rest.index(after: close)...]
            } else {
                keys.append(.character(first))
                rest = rest.dropFirst()
            }
        }
        return keys
    }

    private static func named(_ name: String) -> Key? {
        if let found = names.first(where: { $0.name == name }) { return found.key }
        if name == "lt" { return .character("<") }
        if name.hasPrefix("F"), let number = Int(name.dropFirst()) { return .function(number) }
        guard name.count == 3, let last = name.last else { return nil }
        if name.hasPrefix("C-") { return .control(last) }
        if name.hasPrefix("M-") { return .alt(last) }
        return nil
    }
}
