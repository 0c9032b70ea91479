import Core

/// One iCalendar file taken apart into what can be kept, what cannot, and why.
struct CalendarFile {
    /// As the user named it; `-` is standard input.
    let path: String
    let byteCount: Int
    /// Everything at the top level of the file, normally one `VCALENDAR`.
    let components: [Component]
    /// One per UID, in the order of the file; each with its VTIMEZONEs.
    let objects: [CalendarObject]
    private let found: [Diagnostic]
    /// How many components of each name the file has below its calendars.
    let counts: [(name: String, count: Int)]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        byteCount = bytes.count
        let parsed = parseICalendar(bytes)
        components = parsed.components
        var found = parsed.diagnostics
        var objects: [CalendarObject] = []
        var counts: [String: Int] = [:]
        for component in parsed.components {
            let isCalendar = component.name == "VCALENDAR"
            for inner in isCalendar ? component.components : [component] {
                counts[inner.name, default: 0] += 1
            }
            let split = CalendarObject.split(component)
            objects += split.objects
            found += split.diagnostics
        }
        self.objects = objects
        self.found = found
        self.counts = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether there is a calendar in it at all.
    var isCalendar: Bool { !components.isEmpty }

    func count(_ name: String) -> Int { counts.first { $0.name == name }?.count ?? 0 }

    /// The calendar's name (RFC 7986 §5.1, and what everybody wrote before).
    var calendarName: String? { property("NAME") ?? property("X-WR-CALNAME") }
    var calendarColor: RGB? {
        (property("X-APPLE-CALENDAR-COLOR") ?? property("COLOR")).flatMap { RGB(hex: $0) }
    }

    private func property(_ name: String) -> String? {
        for component in components where component.name == "VCALENDAR" {
            if let text = component.first(PropertyName(name))?.text, !text.isEmpty { return text }
        }
        return nil
    }

    /// What is wrong with the file, by line.
    func diagnostics(zones: ZoneDatabase) -> [Diagnostic] {
        var checker = ObjectChecker(zones: zones)
        var found = found
        for object in objects { found += checker.diagnostics(of: object) }
        return found.sorted { $0.line < $1.line }
    }

    /// What a diagnostic says: `file:line: reason`.
    func text(of diagnostic: Diagnostic) -> String {
        let place = diagnostic.line > 0 ? "\(path):\(diagnostic.line)" : path
        return "\(place): \(diagnostic.message)"
    }
}
