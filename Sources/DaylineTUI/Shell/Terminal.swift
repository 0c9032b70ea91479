import CNcurses
import Glibc

/// What came from the terminal.
enum TerminalEvent {
    case input(Input)
    /// Nothing within the time given.
    case timeout
    /// The other descriptor has something to read, or has come to its end.
    case other
    /// The terminal is gone.
    case closed
}

/// Why there is no screen.
enum TerminalError: Error, Hashable {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// terminfo has no entry for `$TERM`, or one that cannot move the cursor.
    case unknownTerminal
}

/// The terminal: shows screens, reports keys, and leaves everything as it was.
///
/// The only user of ncurses, whose state is global: make one, use it from one thread. `SIGINT`,
/// `SIGTERM`, `SIGHUP` and crashes restore the terminal in a signal handler (see `shim.h`).
final class Terminal {
    /// What `main` knows of the environment.
    struct Options: Hashable {
        /// False for `NO_COLOR`.
        var wantsColor = true
        /// Whether `COLORTERM` is `truecolor` or `24bit`.
        var isTrueColor = false
        var wantsMouse = true
    }

    /// Milliseconds that an escape sequence may take to arrive after its Escape.
    private static let escapeDelay: Int32 = 25
    /// Scalars taken from one paste; a file pasted by mistake ends here.
    private static let pasteLimit = 20_000
    /// Milliseconds within which two presses are a double press.
    private static let doublePress = 400

    private var pairs: TerminalPairs
    private let isUTF8: Bool
    private var glyphs: [String: TerminalGlyph] = [:]
    private var shown: Screen?
    private var isOpen = true
    private var lastPress: (point: Point, time: Int)?

    /// Takes over the terminal.
    init(_ options: Options) throws(TerminalError) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw .notATerminal
        }
        dayline_return_memory()
        setlocale(LC_CTYPE, "")
        if dayline_is_utf8() == 0 { setlocale(LC_CTYPE, "C.UTF-8") }
        isUTF8 = dayline_is_utf8() != 0
        dayline_save_modes()
        guard dayline_start(Terminal.escapeDelay) != ERR else { throw .unknownTerminal }
        pairs = TerminalPairs(
            wantsColor: options.wantsColor, isTrueColor: options.isTrueColor)
        define_key("\u{1B}[200~", Int32(DAYLINE_PASTE_BEGIN))
        define_key("\u{1B}[201~", Int32(DAYLINE_PASTE_END))
        if options.wantsMouse { dayline_mouse_on() }
        dayline_guard()
    }

    deinit { close() }

    /// Leaves the terminal as it was found. A second call does nothing.
    func close() {
        guard isOpen else { return }
        isOpen = false
        dayline_leave()
        dayline_end_guard()
    }

    var size: Size { Size(columns: Int(dayline_columns()), rows: Int(dayline_rows())) }

    func beep() { _ = CNcurses.beep() }

    /// Draws the next screen from nothing, for when another program wrote over it.
    func redraw() {
        shown = nil
        dayline_clear()
    }

    /// Stops the process as Ctrl-Z should, and comes back with the screen redrawn.
    func suspend() {
        dayline_leave()
        dayline_end_guard()
        raise(SIGTSTP)
        dayline_guard_again()
        redraw()
    }
}

// MARK: - Drawing

extension Terminal {
    /// Shows a screen; ncurses sends only what differs from what the terminal shows.
    func show(_ screen: Screen) {
        let size = size
        let rows = min(screen.rows, size.rows)
        let columns = min(screen.columns, size.columns)
        for row in 0..<rows where !isShown(row, of: screen) {
            draw(row, of: screen, columns: columns)
        }
        if let caret = screen.caret, caret.row < rows, caret.column < columns {
            dayline_cursor(Int32(caret.row), Int32(caret.column))
            curs_set(1)
        } else {
            curs_set(0)
        }
        dayline_refresh()
        shown = screen
    }

    private func isShown(_ row: Int, of screen: Screen) -> Bool {
        guard let shown, shown.columns == screen.columns, row < shown.rows else { return false }
        let range = row * screen.columns..<(row + 1) * screen.columns
        return shown.cells[range] == screen.cells[range]
    }

    private func draw(_ row: Int, of screen: Screen, columns: Int) {
        var style = Style.plain
        var drawing = pairs.drawing(style)
        for column in 0..<columns {
            let cell = screen[column, row]
            guard cell.width > 0 else { continue }
            if cell.style != style {
                style = cell.style
                drawing = pairs.drawing(style)
            }
            var position = Int32(column)
            let isCut = column + Int(cell.width) > columns
            for scalars in isCut ? [[0x20]] : terminalGlyph(cell).cells {
                dayline_put(
                    Int32(row), position, scalars, Int32(scalars.count), drawing.bits,
                    drawing.pair)
                position += 1
            }
        }
    }

    private func terminalGlyph(_ cell: Cell) -> TerminalGlyph {
        if let known = glyphs[cell.glyph] { return known }
        let glyph = TerminalGlyph(
            cell.glyph, width: Int(cell.width), isUTF8: isUTF8,
            wcwidth: { Int(dayline_width($0)) })
        glyphs[cell.glyph] = glyph
        return glyph
    }
}

// MARK: - Input

extension Terminal {
    /// Waits for the next input, at most `milliseconds`; forever when that is negative.
    /// - Parameter other: a descriptor that is waited for too.
    func read(milliseconds: Int, other: Int32? = nil) -> TerminalEvent {
        let deadline = milliseconds < 0 ? Int.max : Terminal.monotonic() + milliseconds
        while true {
            if let input = next() { return .input(input) }
            let left = milliseconds < 0 ? -1 : deadline - Terminal.monotonic()
            if milliseconds >= 0, left <= 0 { return .timeout }
            // A negative descriptor is left alone by poll(2).
            var descriptors = [STDIN_FILENO, other ?? -1].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            let ready = poll(&descriptors, 2, Int32(clamping: left))
            guard ready > 0 else { continue }
            if Int32(descriptors[0].revents) & (POLLHUP | POLLNVAL | POLLERR) != 0 {
                return .closed
            }
            if descriptors[0].revents == 0, descriptors[1].revents != 0 { return .other }
        }
    }

    /// What is there already; nil when nothing is, or nothing that means anything.
    private func next() -> Input? {
        var character: UInt32 = 0
        let kind = dayline_read(&character)
        if kind == ERR { return nil }
        if kind == KEY_CODE_YES {
            switch Int32(bitPattern: character) {
            case KEY_RESIZE:
                shown = nil
                return .resized(size)
            case KEY_MOUSE: return mouse()
            case Int32(DAYLINE_PASTE_BEGIN): return .paste(paste())
            case let code: return TerminalKeys.named(code).map(Input.key)
            }
        }
        guard let scalar = Unicode.Scalar(character) else { return nil }
        if scalar.value == 27 { return escape() }
        if scalar.value == 26 {  // raw mode turns the signal of Ctrl-Z off
            suspend()
            return .resized(size)
        }
        return TerminalKeys.character(scalar).map(Input.key)
    }

    /// Escape alone, or Alt and what comes at once after it.
    private func escape() -> Input {
        var character: UInt32 = 0
        let kind = dayline_read(&character)
        guard kind != ERR else { return .key(.escape) }
        if kind == OK, let scalar = Unicode.Scalar(character), scalar.value >= 0x20,
            scalar.value != 0x7F
        {
            return .key(.alt(Character(scalar)))
        }
        if kind == KEY_CODE_YES, let key = TerminalKeys.named(Int32(bitPattern: character)) {
            return .key(key)
        }
        return .key(.escape)
    }

    private func paste() -> String {
        var text = String.UnicodeScalarView()
        var idle = 0
        while idle < 20 {  // a paste that never ends stops after a second of silence
            var character: UInt32 = 0
            let kind = dayline_read(&character)
            if kind == KEY_CODE_YES, Int32(bitPattern: character) == DAYLINE_PASTE_END { break }
            if kind == ERR {
                var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                idle = poll(&descriptor, 1, 50) > 0 ? idle : idle + 1
                continue
            }
            idle = 0
            guard kind == OK, text.count < Terminal.pasteLimit else { continue }
            text.append(Unicode.Scalar(character == 13 ? 10 : character) ?? "\u{FFFD}")
        }
        return String(text)
    }

    private func mouse() -> Input? {
        var row: Int32 = 0
        var column: Int32 = 0
        let kind = dayline_mouse(&row, &column)
        let point = Point(column: Int(column), row: Int(row))
        let target = shown?.target(at: point)
        switch kind {
        case 1:
            let now = Terminal.monotonic()
            let isDouble = lastPress.map {
                $0.point == point && now - $0.time < Terminal.doublePress
            }
            lastPress = isDouble == true ? nil : (point, now)
            let action = isDouble == true ? Mouse.Action.doublePress : .press
            return .mouse(Mouse(action: action, target: target))
        case 2: return .mouse(Mouse(action: .wheelUp, target: target))
        case 3: return .mouse(Mouse(action: .wheelDown, target: target))
        default: return nil
        }
    }

    /// Milliseconds of a clock that never jumps.
    private static func monotonic() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
