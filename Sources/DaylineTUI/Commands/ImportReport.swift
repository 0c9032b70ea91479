import Core

/// What an import kept and what it did not, for people.
struct ImportReport: Hashable, Sendable {
    var files = 0
    /// Files that could not be read, or are no calendars.
    var failedFiles = 0
    /// Those of them that the user named, not found in a folder.
    var failedNamed = 0
    /// Files of a folder that do not look like calendars.
    var otherFiles = 0
    var summary = ImportSummary()
    var problems = 0
    /// Components that are kept but have no place in the views yet: tasks and the like.
    private var unshown: [String: Int] = [:]
    private static let kinds = ["VTODO", "VJOURNAL", "VFREEBUSY", "VALARM"]
    private var unplaced = 0

    mutating func count(_ file: CalendarFile) {
        for object in file.objects {
            if object.kind != "VEVENT" {
                let isKnown = ImportReport.kinds.contains(object.kind)
                unshown[isKnown ? object.kind : "other components", default: 0] += 1
            } else if object.representative == nil {
                unplaced += 1
            }
        }
    }

    func write(into out: inout OutputBuffer) {
        out.line(
            "\(counted(summary.total, "object")) in \(counted(files, "file")): "
                + "\(summary.added) added, \(summary.updated) updated, "
                + "\(summary.unchanged) unchanged")
        var notes: [String] = []
        if summary.kept > 0 { notes.append("\(summary.kept) older than what is stored: left out") }
        if summary.duplicates > 0 {
            notes.append("\(summary.duplicates) the same as another event: left out")
        }
        if summary.tooLarge > 0 { notes.append("\(summary.tooLarge) too large: left out") }
        if unplaced > 0 { notes.append("\(unplaced) without a readable start: kept, not shown") }
        for (kind, count) in unshown.sorted(by: { $0.key < $1.key }) {
            notes.append("\(count) \(kind): kept, not shown")
        }
        if otherFiles > 0 {
            let what = counted(
                otherFiles, "file that is no calendar", "files that are no calendars")
            notes.append("\(what): left out")
        }
        if failedFiles > 0 { notes.append("\(counted(failedFiles, "file")) could not be used") }
        if problems > 0 {
            let place = files == 1 ? "file" : "files"
            notes.append("\(counted(problems, "problem")) in the \(place); the rest was read")
        }
        for note in notes {
            out.append("  ")
            out.safe(note)
            out.line()
        }
    }
}
