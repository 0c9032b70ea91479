/// What the reader found wrong at one line of a file.
public struct Diagnostic: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: Hashable, Sendable {
        /// Against RFC 5545, but read as it was meant.
        case warning
        /// Something could not be read; the rest is not affected.
        case error
    }

    /// Source line, 1 or more; 0 for the whole file.
    public let line: Int
    /// How bad it is.
    public let severity: Severity
    /// What it is.
    public let kind: DiagnosticKind

    public init(line: Int, severity: Severity, kind: DiagnosticKind) {
        self.line = line
        self.severity = severity
        self.kind = kind
    }

    /// One sentence without file and line, for people.
    public var message: String { kind.message }
}

/// What can be wrong with a file: its lines, and the values of its events.
public enum DiagnosticKind: Hashable, Sendable {
    /// Lines end in LF instead of CRLF; said once per file.
    case bareLineFeed
    /// Lines end in CR, or a value has a CR in it; said once per file.
    case bareCarriageReturn
    /// The file begins with a UTF-8 byte order mark.
    case byteOrderMark
    /// The file is UTF-16 and was decoded.
    case utf16
    /// A line is not UTF-8; it is read as Windows-1252.
    case invalidUTF8
    /// A line has a NUL in it.
    case nulByte
    /// A line that should begin with a name begins with white space.
    case indentedLine
    /// A line has neither a colon nor a line that it continues.
    case noColon
    /// A line begins with a colon or semicolon.
    case emptyName
    /// What stands before the colon cannot be a name.
    case invalidName
    /// A quoted parameter value does not end.
    case unbalancedQuote
    /// A content line outside every component.
    case outsideComponent
    /// A component has no END of its own; it ends where it must.
    case missingEnd(component: String)
    /// An END that ends nothing.
    case endWithoutBegin(component: String)
    /// A component nested deeper than the limit; its lines are kept unread.
    case tooDeep(limit: Int)
    /// A line longer than the limit; it is kept unread.
    case lineTooLong(bytes: Int, limit: Int)
    /// The file is larger than the limit and was not read.
    case fileTooLarge(limit: Int)
    /// More components than the limit; the rest of the file was not read.
    case tooManyComponents(limit: Int)
    /// More content lines than the limit; the rest of the file was not read.
    case tooManyProperties(limit: Int)
    /// More diagnostics than the limit; this many were left out.
    case moreDiagnostics(count: Int)
    /// Nothing in the file is a component.
    case noComponent
    /// A value of an event.
    case event(EventProblem)

    /// Whether only the form is odd and no reader of values needs to care.
    public var isCosmetic: Bool {
        switch self {
        case .bareLineFeed, .bareCarriageReturn, .byteOrderMark, .utf16, .indentedLine: true
        case .invalidUTF8, .nulByte, .noColon, .emptyName, .invalidName, .unbalancedQuote,
            .outsideComponent, .missingEnd, .endWithoutBegin, .tooDeep, .lineTooLong,
            .fileTooLarge, .tooManyComponents, .tooManyProperties, .moreDiagnostics, .noComponent,
            .event:
            false
        }
    }
}

extension DiagnosticKind {
    /// One sentence, for people.
    var message: String {
        switch self {
        case .bareLineFeed: "lines end in LF, not CRLF"
        case .bareCarriageReturn: "a CR stands without LF"
        case .byteOrderMark: "the file begins with a byte order mark"
        case .utf16: "the file is UTF-16, not UTF-8"
        case .invalidUTF8: "not UTF-8, read as Windows-1252"
        case .nulByte: "a NUL character in the line"
        case .indentedLine: "white space before the name"
        case .noColon: "no colon in the line; kept but not read"
        case .emptyName: "no name before the colon; kept but not read"
        case .invalidName: "no valid name before the colon; kept but not read"
        case .unbalancedQuote: "a quoted parameter value has no end"
        case .outsideComponent: "outside every component; not read"
        case .missingEnd(let component): "BEGIN:\(component) has no END:\(component)"
        case .endWithoutBegin(let component): "END:\(component) without BEGIN:\(component)"
        case .tooDeep(let limit): "components nested deeper than \(limit); kept but not read"
        case .lineTooLong(let bytes, let limit):
            "line of \(bytes) bytes, more than \(limit); kept but not read"
        case .fileTooLarge(let limit): "file larger than \(limit) bytes; not read"
        case .tooManyComponents(let limit):
            "more than \(limit) components; the rest of the file is not read"
        case .tooManyProperties(let limit):
            "more than \(limit) lines; the rest of the file is not read"
        case .moreDiagnostics(let count): "\(count) more problems"
        case .noComponent: "no BEGIN line: not an iCalendar file"
        case .event(let problem): problem.message
        }
    }
}
