/// Writes JSON (RFC 8259) with keys in the order in which they are given.
///
/// `JSONEncoder` orders keys by hash or by name, and brings Foundation along; scripts and people
/// read better what keeps one order.
struct JSONWriter: Sendable {
    private(set) var out = OutputBuffer()
    /// Whether a comma has to come before the next element or key.
    private var needsComma = false
    /// Whether a key was just written, whose value comes next.
    private var followsKey = false

    var bytes: [UInt8] { out.bytes }
    var text: String { out.text }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        begin(UInt8(ascii: "{"))
        members(&self)
        end(UInt8(ascii: "}"))
    }

    /// An array of one element a line, so that it can be read and compared by line.
    mutating func lines<Element>(
        of elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) {
        begin(UInt8(ascii: "["))
        var isEmpty = true
        for element in elements {
            out.append(isEmpty ? "\n" : ",\n")
            needsComma = false
            isEmpty = false
            write(&self, element)
        }
        if !isEmpty { out.append("\n") }
        end(UInt8(ascii: "]"))
    }

    mutating func array<Element>(
        of elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) {
        begin(UInt8(ascii: "["))
        for element in elements { write(&self, element) }
        end(UInt8(ascii: "]"))
    }

    mutating func key(_ name: String) {
        comma()
        quote(name)
        out.append(UInt8(ascii: ":"))
        needsComma = false
        followsKey = true
    }

    mutating func value(_ text: String) {
        comma()
        quote(text)
        needsComma = true
    }

    mutating func value(_ number: Int) { literal("\(number)") }
    mutating func value(_ isTrue: Bool) { literal(isTrue ? "true" : "false") }
    mutating func null() { literal("null") }

    mutating func field(_ name: String, _ text: String?) {
        key(name)
        if let text { value(text) } else { null() }
    }

    mutating func field(_ name: String, _ number: Int) {
        key(name)
        value(number)
    }

    mutating func field(_ name: String, _ isTrue: Bool) {
        key(name)
        value(isTrue)
    }

    /// Ends a line of JSON Lines, or the document.
    mutating func endLine() {
        out.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func begin(_ bracket: UInt8) {
        comma()
        out.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        out.append(bracket)
        needsComma = true
    }

    private mutating func literal(_ text: String) {
        comma()
        out.append(text)
        needsComma = true
    }

    private mutating func comma() {
        if needsComma, !followsKey { out.append(UInt8(ascii: ",")) }
        followsKey = false
    }

    private mutating func quote(_ text: String) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): out.append("\\\"")
            case UInt8(ascii: "\\"): out.append("\\\\")
            case 0x0a: out.append("\\n")
            case 0x0d: out.append("\\r")
            case 0x09: out.append("\\t")
            case ..<0x20, 0x7f:
                let digits = Array("0123456789abcdef".utf8)
                out.append("\\u00")
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
