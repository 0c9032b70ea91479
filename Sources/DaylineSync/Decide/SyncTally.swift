import Core

/// What was done since a machine was made.
struct SyncTally: Hashable, Sendable {
    var added = 0
    var changed = 0
    var removed = 0
    /// Objects whose local edits were joined with remote ones.
    var merged = 0
    var editConflicts = 0
    /// Operations that the server took.
    var pushed = 0

    mutating func add(_ summary: PullSummary) {
        added += summary.added
        changed += summary.changed
        removed += summary.removed
        merged += summary.merged
        editConflicts += summary.editConflicts
    }

    /// As in `pulled 12 new, 1 changed; pushed 3; 1 edit conflict`; empty when nothing was done.
    var text: String {
        func counts(_ parts: [(Int, String)]) -> [String] {
            parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        }
        let pulled = counts([(added, "new"), (changed, "changed"), (removed, "removed")])
        let others = counts([
            (merged, "merged"),
            (editConflicts, editConflicts == 1 ? "edit conflict" : "edit conflicts"),
        ])
        return
            ((pulled.isEmpty ? [] : ["pulled " + pulled.joined(separator: ", ")])
            + (pushed > 0 ? ["pushed \(pushed)"] : []) + others).joined(separator: "; ")
    }
}
