/// One content line: name, parameters and value (RFC 5545 §3.1).
///
/// A property that was read keeps its source bytes until it is changed; its parameters and value
/// are read when they are asked for. Two properties are equal when name, parameters and value are,
/// however their bytes are folded, quoted or cased, and wherever they stand.
public struct Property: Sendable {
    enum Storage: Sendable {
        case source(CalendarSource, line: Int)
        case made(parameters: [Parameter], rawValue: String, line: Int)
    }

    /// The name.
    public let name: PropertyName
    private(set) var storage: Storage

    /// Makes a property from a value that is escaped as its type demands; control characters
    /// other than tab are left out, because they cannot be written.
    public init(_ name: PropertyName, _ rawValue: String, parameters: [Parameter] = []) {
        self.name = name
        storage = Property.made(parameters, rawValue, line: 0)
    }

    init(source: CalendarSource, line: Int) {
        storage = .source(source, line: line)
        if let known = source.lines[line].known {
            name = PropertyName(known)
        } else {
            name = PropertyName(nameBytes: source.nameBytes(line))
        }
    }

    /// Source line of the name, 1 or more; 0 for a property that was made.
    public var line: Int {
        switch storage {
        case .source(let source, let line): Int(source.lines[line].number)
        case .made(_, _, let line): line
        }
    }

    /// The parameters in order.
    public var parameters: [Parameter] {
        get {
            switch storage {
            case .source(let source, let line): source.parameters(line)
            case .made(let parameters, _, _): parameters
            }
        }
        set { replace(parameters: newValue, rawValue: rawValue) }
    }

    /// The value, unfolded but still escaped.
    public var rawValue: String {
        get {
            switch storage {
            case .source(let source, let line):
                source.withValue(line) { source.text($0, line: line) }
            case .made(_, let rawValue, _): rawValue
            }
        }
        set { replace(parameters: parameters, rawValue: newValue) }
    }

    /// Changes nothing, and keeps the source bytes, when the values are the same.
    private mutating func replace(parameters: [Parameter], rawValue: String) {
        if rawValue.isSameText(self.rawValue), parameters == self.parameters { return }
        storage = Property.made(parameters, rawValue, line: line)
    }

    /// Leaves out what cannot be written: control characters but tab, and in quoted-printable the
    /// `=` of a soft line break, which would take in the next line.
    private static func made(_ parameters: [Parameter], _ rawValue: String, line: Int) -> Storage {
        let parameters = parameters.map(\.writable)
        var value = rawValue.filterScalars { !isControl($0) }
        while value.utf8.last == UInt8(ascii: "="),
            parameters.contains(where: \.mentionsQuotedPrintable)
        {
            value.unicodeScalars.removeLast()
        }
        return .made(parameters: parameters, rawValue: value, line: line)
    }
}

extension Property {
    /// The first value of a parameter, or nil. `name` is in any case.
    public func parameter(_ name: String) -> String? { parameterValues(name).first }

    /// All values of a parameter; empty when it is not there.
    public func parameterValues(_ name: String) -> [String] {
        switch storage {
        case .source(let source, let line): return source.parameterValues(line, name)
        case .made(let parameters, _, _):
            let name = name.uppercased()
            return parameters.first { $0.name == name }?.values ?? []
        }
    }

    /// Calls `body` with the bytes of the raw value.
    func withValueBytes<Result>(_ body: (ByteView) -> Result) -> Result {
        switch storage {
        case .source(let source, let line): return source.withValue(line, body)
        case .made(_, var rawValue, _):
            return rawValue.withUTF8 { body(ByteView(UnsafeRawBufferPointer($0))) }
        }
    }
}

extension Property: Hashable {
    public static func == (one: Property, other: Property) -> Bool {
        guard one.name == other.name else { return false }
        if case .source(let source, let line) = one.storage,
            case .source(let otherSource, let otherLine) = other.storage
        {
            if source === otherSource, line == otherLine { return true }
            if source.hasSameContent(line, otherSource, otherLine) { return true }
        }
        return one.rawValue.isSameText(other.rawValue) && one.parameters == other.parameters
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(rawValue)
    }
}
