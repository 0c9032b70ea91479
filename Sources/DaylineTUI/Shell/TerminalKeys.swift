import CNcurses

/// What ncurses reports, as keys of the model.
enum TerminalKeys {
    /// A function key (`KEY_CODE_YES`); nil when nothing is bound to such a key anyway.
    static func named(_ code: Int32) -> Key? {
        switch code {
        case KEY_UP: .up
        case KEY_DOWN: .down
        case KEY_LEFT: .left
        case KEY_RIGHT: .right
        case KEY_SR: .shiftUp
        case KEY_SF: .shiftDown
        case KEY_SLEFT: .shiftLeft
        case KEY_SRIGHT: .shiftRight
        case KEY_HOME: .home
        case KEY_END: .end
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_ENTER: .enter
        case KEY_BTAB: .backTab
        case KEY_BACKSPACE: .backspace
        case KEY_DC: .delete
        case KEY_IC: .insert
        case KEY_F0 + 1...KEY_F0 + 12: .function(Int(code - KEY_F0))
        default: nil
        }
    }

    /// A character; nil for what no key should mean.
    static func character(_ scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 9: .tab
        case 10, 13: .enter
        case 8, 127: .backspace
        case 27: .escape
        case 0: .control(" ")
        case 1...26:
            Unicode.Scalar(scalar.value + 96).map { .control(Character($0)) }
        case 28...31, 0x80...0x9F: nil
        default: .character(Character(scalar))
        }
    }
}
