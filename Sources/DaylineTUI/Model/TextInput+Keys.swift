/// The editing keys of every text field: arrows and those of readline.
extension TextInput {
    /// Edits the text as `key` says; false when the key means nothing in a text.
    mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character):
            if !character.isNewline { insert(String(character)) }
        case .backspace, .control("h"): deleteBackward()
        case .delete: deleteForward()
        case .left, .control("b"): moveLeft()
        case .right, .control("f"): moveRight()
        case .home, .control("a"): moveToStart()
        case .end, .control("e"): moveToEnd()
        case .control("w"): deleteWord()
        case .control("u"): deleteToLineStart()
        default: return false
        }
        return true
    }

    /// Takes in pasted text; line ends become spaces unless `isMultiline`.
    mutating func paste(_ text: String, isMultiline: Bool) {
        let clean = text.prefix(TextInput.limit).compactMap { character -> Character? in
            if character.isNewline { return isMultiline ? "\n" : " " }
            return character == "\0" ? nil : character
        }
        insert(String(clean))
    }
}
