import Core

/// Bytes that a command prints, gathered so that one write sends them all.
struct OutputBuffer: Sendable {
    private(set) var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }

    /// Makes room for about `count` more bytes.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ text: String) {
        if text.isEmpty { return }
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }
    mutating func append(_ byte: UInt8) { bytes.append(byte) }
    mutating func append(contentsOf other: [UInt8]) { bytes.append(contentsOf: other) }

    mutating func line(_ text: String = "") {
        append(text)
        append(UInt8(ascii: "\n"))
    }

    mutating func spaces(_ count: Int) {
        for _ in 0..<max(0, count) { bytes.append(UInt8(ascii: " ")) }
    }

    /// Decimal digits of a number that is not negative.
    mutating func number(_ value: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, first) = (value, digits.count)
            repeat {
                first -= 1
                digits.initializeElement(at: first, to: OutputBuffer.digit(rest % 10))
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: digits[first...])
        }
    }

    /// Decimal digits of 0...99, always two.
    mutating func twoDigits(_ value: Int) {
        bytes.append(OutputBuffer.digit(value / 10 % 10))
        bytes.append(OutputBuffer.digit(value % 10))
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)
    }

    /// `2026-11-23`; years outside 1...9999 as they come.
    mutating func date(_ date: CivilDate) {
        let parts = date.parts
        guard (0...9999).contains(parts.year) else { return append("\(date)") }
        twoDigits(parts.year / 100)
        twoDigits(parts.year % 100)
        append(UInt8(ascii: "-"))
        twoDigits(parts.month)
        append(UInt8(ascii: "-"))
        twoDigits(parts.day)
    }

    /// `09:30`
    mutating func time(_ time: LocalDateTime) {
        let minute = time.secondOfDay / 60
        let (hours, minutes) = (minute / 60, minute % 60)
        let text = (
            OutputBuffer.digit(hours / 10), OutputBuffer.digit(hours % 10), UInt8(ascii: ":"),
            OutputBuffer.digit(minutes / 10), OutputBuffer.digit(minutes % 10)
        )
        withUnsafeBytes(of: text) { bytes.append(contentsOf: $0) }
    }

    /// Text of unknown origin in at most `columns` columns: as a terminal can draw it, without
    /// anything that could steer the terminal. Returns the columns taken.
    @discardableResult
    mutating func safe(_ text: String, columns: Int = .max) -> Int {
        if let width = DisplayWidth.plainColumns(text), width <= columns {
            append(text)
            return width
        }
        guard columns < .max else {
            var width = 0
            DisplayWidth.forEachGlyph(text) { glyph, columns in
                append(String(glyph))
                width += columns
                return true
            }
            return width
        }
        let shown = DisplayWidth.truncated(text, to: columns)
        append(shown)
        return DisplayWidth.columns(shown)
    }
}
