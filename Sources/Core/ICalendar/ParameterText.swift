/// How parameter values are written (RFC 5545 §3.2; RFC 6868).
enum ParameterText {
    /// Resolves `^n`, `^^` and `^'`; any other `^` stands for itself.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "^")) else { return text }
        var out = String.UnicodeScalarView()
        var isEscape = false
        for scalar in text.unicodeScalars {
            switch (isEscape, scalar) {
            case (false, "^"):
                isEscape = true
                continue
            case (true, "n"), (true, "N"): out.append("\n")
            case (true, "^"): out.append("^")
            case (true, "'"): out.append("\"")
            case (true, _):
                out.append("^")
                out.append(scalar)
            case (false, _): out.append(scalar)
            }
            isEscape = false
        }
        if isEscape { out.append("^") }
        return String(out)
    }

    /// The value as it stands in a line: encoded, and quoted when it must be.
    static func encoded(_ value: String) -> String {
        var out = String.UnicodeScalarView()
        var needsQuotes = false
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\n": out.append(contentsOf: "^n".unicodeScalars)
            case "^": out.append(contentsOf: "^^".unicodeScalars)
            case "\"": out.append(contentsOf: "^'".unicodeScalars)
            case ":", ";", ",":
                needsQuotes = true
                out.append(scalar)
            default:
                if !isControl(scalar) { out.append(scalar) }
            }
        }
        return needsQuotes ? "\"\(String(out))\"" : String(out)
    }
}

extension Parameter {
    /// As it stands in a line: `;NAME=VALUE,VALUE`.
    var lineText: String {
        if values.isEmpty { return ";\(name)" }
        return ";\(name)=" + values.map(ParameterText.encoded).joined(separator: ",")
    }

    /// Whether the reader will take the line for quoted-printable.
    var mentionsQuotedPrintable: Bool {
        let bytes = Array(lineText.utf8)
        return bytes.withUnsafeBytes { buffer in
            let view = ByteView(buffer)
            let header = LineHeader(name: 0..<0, parameters: 0..<view.count, valueStart: nil)
            return header.isQuotedPrintable(view)
        }
    }
}
