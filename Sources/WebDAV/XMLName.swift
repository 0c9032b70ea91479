/// The name of an element or attribute: a namespace URI, empty for none, and a local part
/// (Namespaces in XML 1.0 §2.1).
public struct XMLName: Sendable {
    public let namespace: String
    public let local: String
    /// Which well-known namespace it is; makes comparing and writing quick.
    let known: KnownNamespace?

    public init(_ namespace: String, _ local: String) {
        self.namespace = namespace
        self.local = local
        known = KnownNamespace(rawValue: namespace)
    }

    /// In a namespace that the writer has a prefix for.
    init(_ known: KnownNamespace, _ local: String) {
        namespace = known.rawValue
        self.local = local
        self.known = known
    }
}

extension XMLName {
    static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
    /// The language of text (XML 1.0 §2.12).
    public static let language = XMLName(xmlNamespace, "lang")
}

extension XMLName: Hashable {
    public static func == (one: XMLName, other: XMLName) -> Bool {
        one.known == other.known && one.local == other.local
            && (one.known != nil || one.namespace == other.namespace)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(local)
    }
}

/// The namespaces that calendar servers speak, each with its usual prefix.
enum KnownNamespace: String, Hashable, Sendable, CaseIterable {
    /// RFC 4918 §21.1.
    case dav = "DAV:"
    /// RFC 4791 §4.
    case calDAV = "urn:ietf:params:xml:ns:caldav"
    /// Apple's Calendar Server: `getctag` and others.
    case calendarServer = "http://calendarserver.org/ns/"
    /// Colour and order of calendars.
    case apple = "http://apple.com/ns/ical/"
    /// Our own extensions.
    case dayline = "https://dayline.dev/ns/"
    /// The draft of WebDAV-Push.
    case push = "https://bitfire.at/webdav-push"

    var prefix: StaticString {
        switch self {
        case .dav: "D"
        case .calDAV: "C"
        case .calendarServer: "CS"
        case .apple: "A"
        case .dayline: "L"
        case .push: "P"
        }
    }
}
