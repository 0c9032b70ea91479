/// TEXT values (RFC 5545 §3.3.11).
enum TextValue {
    /// Resolves `\n`, `\N`, `\,`, `\;`, `\\`, and `\:` and `\"`, which old programs write; any
    /// other backslash stands for itself. A CR that got into the value is a line break.
    static func unescaped(_ text: String) -> String {
        let bytes = text.utf8
        guard bytes.contains(UInt8(ascii: "\\")) || bytes.contains(0x0D) else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var isEscape = false
        for byte in bytes {
            guard isEscape else {
                if byte == UInt8(ascii: "\\") { isEscape = true } else { out.append(byte) }
                continue
            }
            isEscape = false
            switch byte {
            case UInt8(ascii: "n"), UInt8(ascii: "N"): out.append(0x0A)
            case UInt8(ascii: "\\"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
                UInt8(ascii: "\""):
                out.append(byte)
            default:
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            }
        }
        if isEscape { out.append(UInt8(ascii: "\\")) }
        return lineBreaksNormalized(String(decoding: out, as: UTF8.self))
    }

    /// Escapes backslash, semicolon, comma and line breaks; leaves out other control characters.
    static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in lineBreaksNormalized(text).unicodeScalars {
            switch scalar {
            case "\n": out.append(contentsOf: "\\n".unicodeScalars)
            case "\\", ";", ",":
                out.append("\\")
                out.append(scalar)
            default:
                if !isControl(scalar) { out.append(scalar) }
            }
        }
        return String(out)
    }

    /// Splits at commas that are not escaped; the items are still escaped.
    static func split(_ text: String) -> [Substring] {
        var items: [Substring] = []
        var start = text.startIndex
        var isEscape = false
        for index in text.utf8.indices {
            let byte = text.utf8[index]
            if byte == UInt8(ascii: ","), !isEscape {
                items.append(text[start..<index])
                start = text.utf8.index(after: index)
            }
            isEscape = byte == UInt8(ascii: "\\") && !isEscape
        }
        items.append(text[start...])
        return items
    }

    /// CRLF and CR become LF.
    static func lineBreaksNormalized(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var out = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || (scalar == "\n" && !afterReturn) {
                out.append("\n")
            } else if scalar != "\n" {
                out.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(out)
    }
}
