/// TEXT (RFC 5545 §3.3.11).
extension Property {
    /// The value as text: quoted-printable decoded (vCalendar 1.0), escapes resolved. Any property
    /// has one.
    public var text: String { TextValue.unescaped(decodedValue) }

    /// The value as a list of texts, as CATEGORIES has; empty items are left out.
    public var textList: [String] {
        TextValue.split(decodedValue).map { TextValue.unescaped(String($0)) }
            .filter { !$0.isEmpty }
    }

    /// Whether the value is written in quoted-printable.
    var isQuotedPrintable: Bool {
        parameters.contains { parameter in
            (parameter.name == "ENCODING"
                && parameter.values.first?.uppercased() == "QUOTED-PRINTABLE")
                || (parameter.name == "QUOTED-PRINTABLE" && parameter.values.isEmpty)
        }
    }

    private var decodedValue: String {
        guard hasParameters, isQuotedPrintable else { return rawValue }
        let bytes = withValueBytes(QuotedPrintable.decoded)
        return bytes.withUnsafeBytes { buffer in
            let view = ByteView(buffer)
            if Charset.isUTF8(view) { return String(decoding: buffer, as: UTF8.self) }
            return Charset.windows1252(view)
        }
    }

    private var hasParameters: Bool {
        switch storage {
        case .source(let source, let line): source.lines[line].flags.contains(.hasParameters)
        case .made(let parameters, _, _): !parameters.isEmpty
        }
    }

    /// Makes a property whose value is `value`, escaped.
    public static func text(_ name: PropertyName, _ value: String) -> Property {
        Property(name, TextValue.escaped(value))
    }

    /// Makes a property whose value is a list of texts, each escaped.
    public static func textList(_ name: PropertyName, _ values: [String]) -> Property {
        Property(name, values.map(TextValue.escaped).joined(separator: ","))
    }

    /// The same property with another text. Parameters stay (LANGUAGE, ALTREP …) but for those of
    /// vCalendar 1.0 that say how the old bytes were encoded.
    public func replacingText(_ value: String) -> Property {
        if value.isSameText(text) { return self }
        let kept = parameters.filter {
            !["ENCODING", "CHARSET", "QUOTED-PRINTABLE"].contains($0.name)
        }
        var changed = self
        changed.parameters = kept
        changed.rawValue = TextValue.escaped(value)
        return changed
    }
}
