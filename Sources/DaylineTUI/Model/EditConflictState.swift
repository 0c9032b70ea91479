import Core

/// Edit conflicts: a list, or one of them opened.
struct EditConflictState: Hashable, Sendable {
    /// nil until they are loaded.
    var items: [EditConflictItem]?
    /// Counted from 0.
    var selected = 0
    /// The selected one opened; nil while the list is shown.
    var page: EditConflictPage?

    var selectedItem: EditConflictItem? {
        guard let items, items.indices.contains(selected) else { return nil }
        return items[selected]
    }
}

/// An edit conflict, and what differs between both sides.
struct EditConflictItem: Hashable, Sendable {
    var found: EditConflict
    var rows: [ObjectDifference.Row]

    /// What has to be decided, each once.
    var clashes: [MergeClash] {
        var seen: Set<MergeClash> = []
        return rows.compactMap(\.clash).filter { seen.insert($0).inserted }
    }
}

/// What is decided of an opened edit conflict.
struct EditConflictPage: Hashable, Sendable {
    /// Of the edit conflict.
    var id: Int64
    /// The selected row, counted from 0.
    var row = 0
    /// For each clash that is decided.
    var choices: [MergeClash: MergePreference] = [:]
    /// One side for everything, where nothing has to be decided one by one.
    var whole: MergePreference?

    /// How many decisions are missing.
    func undecided(of item: EditConflictItem) -> Int {
        if whole != nil { return 0 }
        let left = item.clashes.count { choices[$0] == nil }
        return item.clashes.isEmpty ? 1 : left
    }
}
