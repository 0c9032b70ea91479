/// The component names that the reader treats specially or meets often.
enum ComponentKind: UInt8, CaseIterable, Sendable {
    case vcalendar, vevent, vtodo, vjournal, vfreebusy, vtimezone, vavailability
    case valarm, standard, daylight, available

    /// Upper-case.
    var text: String {
        switch self {
        case .vcalendar: "VCALENDAR"
        case .vevent: "VEVENT"
        case .vtodo: "VTODO"
        case .vjournal: "VJOURNAL"
        case .vfreebusy: "VFREEBUSY"
        case .vtimezone: "VTIMEZONE"
        case .vavailability: "VAVAILABILITY"
        case .valarm: "VALARM"
        case .standard: "STANDARD"
        case .daylight: "DAYLIGHT"
        case .available: "AVAILABLE"
        }
    }

    /// The level it can stand at. A component cannot stand inside one of its own or a deeper rank,
    /// so a BEGIN there means that an END is missing.
    var rank: Int {
        switch self {
        case .vcalendar: 0
        case .vevent, .vtodo, .vjournal, .vfreebusy, .vtimezone, .vavailability: 1
        case .valarm, .standard, .daylight, .available: 2
        }
    }

    /// The kind called `name`, in any case, or nil.
    init?(_ name: ByteView) {
        guard let key = NameKey(name) else { return nil }
        for (kind, kindKey) in ComponentKind.keys where kindKey == key {
            self = kind
            return
        }
        return nil
    }

    private static let keys: [(ComponentKind, NameKey)] = allCases.compactMap { kind in
        let key = Array(kind.text.utf8).withUnsafeBytes { NameKey(ByteView($0)) }
        return key.map { (kind, $0) }
    }
}

/// The name after BEGIN or END, compared without case.
enum ComponentName: Hashable {
    case known(ComponentKind)
    /// Upper-case bytes.
    case other([UInt8])

    init(_ name: ByteView) {
        let name = name.trimmed
        if let kind = ComponentKind(name) {
            self = .known(kind)
        } else {
            self = .other(name.buffer.map(asciiUppercased))
        }
    }

    var kind: ComponentKind? { if case .known(let kind) = self { kind } else { nil } }

    /// For people: at most 40 bytes, without control characters.
    var text: String {
        switch self {
        case .known(let kind): kind.text
        case .other(let bytes):
            String(decoding: bytes.prefix(40), as: UTF8.self).filterScalars { !isControl($0) }
        }
    }

    /// A name as it can be written: upper-case, not empty, on one line.
    static func writable(_ name: String) -> String {
        let bytes = Array(name.filterScalars { !isControl($0) }.utf8).withUnsafeBytes { buffer in
            ByteView(buffer).trimmed.buffer.map(asciiUppercased)
        }
        return bytes.isEmpty ? "X-" : String(decoding: bytes, as: UTF8.self)
    }
}
