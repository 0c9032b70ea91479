/// Diagnostics in the order they were found, at most as many as the limit says.
struct DiagnosticList {
    private var found: [Diagnostic] = []
    private var omitted = 0
    private let limit: Int

    init(limit: Int) { self.limit = max(limit, 0) }

    mutating func add(_ line: Int, _ severity: Diagnostic.Severity, _ kind: DiagnosticKind) {
        if found.count < limit {
            found.append(Diagnostic(line: line, severity: severity, kind: kind))
        } else {
            omitted += 1
        }
    }

    mutating func warning(_ line: SourceLine, _ kind: DiagnosticKind) {
        add(Int(line.number), .warning, kind)
    }

    mutating func error(_ line: SourceLine, _ kind: DiagnosticKind) {
        add(Int(line.number), .error, kind)
    }

    /// All of them by line, and how many were left out.
    func sorted() -> [Diagnostic] {
        var all = found.enumerated()
            .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            .map(\.element)
        if omitted > 0 {
            all.append(
                Diagnostic(line: 0, severity: .error, kind: .moreDiagnostics(count: omitted)))
        }
        return all
    }
}
