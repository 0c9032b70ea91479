/// The other value types (RFC 5545 §3.3.2, §3.3.6, §3.3.8, §3.3.14).
extension Property {
    /// The value as a duration; negative ones are for TRIGGER.
    public func duration() throws(ValueError) -> NominalDuration {
        try withValueBytes(DurationValue.read).get()
    }

    /// The value as seconds east of UTC.
    public func utcOffset() throws(ValueError) -> Int {
        try withValueBytes(UTCOffsetValue.read).get()
    }

    /// The value as an integer, with or without a sign, -2,147,483,648 ... 2,147,483,647.
    public func integer() throws(ValueError) -> Int {
        let text = rawValue.filterScalars { $0 != " " && $0 != "\t" }
        if text.isEmpty { throw .empty }
        let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .malformed(.integer)
        }
        guard let value = Int32(text) else { throw .outOfRange(.integer) }
        return Int(value)
    }

    /// The value as `TRUE` or `FALSE`, in any case.
    public func boolean() throws(ValueError) -> Bool {
        let result: Result<Bool, ValueError> = withValueBytes { view in
            let text = view.trimmed
            if text.isText("TRUE") { return .success(true) }
            if text.isText("FALSE") { return .success(false) }
            return .failure(text.count == 0 ? .empty : .malformed(.boolean))
        }
        return try result.get()
    }

    /// Makes a property whose value is a duration.
    public static func duration(_ name: PropertyName, _ duration: NominalDuration) -> Property {
        Property(name, duration.description)
    }

    /// Makes a property whose value is an integer.
    public static func integer(_ name: PropertyName, _ value: Int) -> Property {
        Property(name, String(value))
    }

    /// Makes a property whose value is a UTC offset in seconds east.
    public static func utcOffset(_ name: PropertyName, _ seconds: Int) -> Property {
        Property(name, UTCOffsetValue.text(seconds))
    }
}
