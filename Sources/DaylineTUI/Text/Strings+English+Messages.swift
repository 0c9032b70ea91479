import Control
import Core

extension English {
    func title(_ question: DialogState.Question) -> String {
        switch question {
        case .saveScope: "Save which instances?"
        case .deleteScope: "Delete which instances?"
        case .confirmDelete: "Delete this event?"
        case .overlap(_, _, let isRefused):
            isRefused ? "This calendar allows no overlaps" : "This overlaps"
        case .discard: "Discard the changes?"
        case .discardEdit: "Give this edit up?"
        case .heldDeletions: "Delete these events here too?"
        case .snooze: "Snooze for how long?"
        }
    }

    func lines(_ question: DialogState.Question, today: CivilDate) -> [String] {
        switch question {
        case .saveScope(let request):
            return [quoted(request.draft.title) + " recurs."]
        case .deleteScope(let request):
            return [
                quoted(request.instance.title) + " recurs; this one is on",
                when(request.instance, today: today),
            ]
        case .confirmDelete(let request):
            return [quoted(request.instance.title), when(request.instance, today: today)]
        case .overlap(_, let instances, _):
            let shown = instances.prefix(4).map {
                "\(quoted($0.title)) \(when($0, today: today))"
            }
            let more = instances.count - shown.count
            return shown + (more > 0 ? ["and \(DurationText.counted(more, "other"))"] : [])
        case .discard:
            return ["What you typed is not saved."]
        case .discardEdit(let entry):
            return [quoted(entry.title), "It becomes what the server has; u brings it back."]
        case .heldDeletions(let row):
            guard case .held(let account, let calendar, let count) = row else { return [] }
            return [
                "\(account) has \(DurationText.counted(count, "event")) less in "
                    + "\(quoted(calendar)) than this machine."
            ]
        case .snooze(let alert): return [quoted(alert.title)]
        }
    }

    private func when(_ instance: Instance, today: CivilDate) -> String {
        span(instance.local, isAllDay: instance.isAllDay, today: today)
    }

    func label(_ choice: DialogChoice) -> String {
        switch choice {
        case .this: "this one"
        case .thisAndFuture: "this and future"
        case .all: "all"
        case .delete: "delete"
        case .saveAnyway: "save anyway"
        case .keepEditing: "keep editing"
        case .discard: "discard"
        case .cancel: "cancel"
        case .discardEdit: "give it up"
        case .acceptDeletions: "delete them"
        case .keepEvents: "not now"
        case .fiveMinutes: "5 minutes"
        case .tenMinutes: "10 minutes"
        case .halfHour: "half an hour"
        case .hour: "an hour"
        case .day: "a day"
        }
    }

    func letter(_ choice: DialogChoice) -> Character {
        switch choice {
        case .this: "t"
        case .thisAndFuture: "f"
        case .all: "a"
        case .delete: "d"
        case .saveAnyway: "s"
        case .keepEditing: "k"
        case .discard: "d"
        case .cancel: "c"
        case .discardEdit: "g"
        case .acceptDeletions: "d"
        case .keepEvents: "n"
        case .fiveMinutes: "5"
        case .tenMinutes: "1"
        case .halfHour: "3"
        case .hour: "h"
        case .day: "d"
        }
    }

    /// A title in quotation marks, shortened; or the word for none.
    func quoted(_ title: String) -> String {
        if title.isEmpty { return untitled }
        let line = title.prefix { !$0.isNewline }
        return line.count > 40 ? "“\(line.prefix(39))…”" : "“\(line)”"
    }

    func saved(_ change: SavedChange) -> String {
        let undo = " · u undoes"
        switch change.kind {
        case .added: return "Added \(quoted(change.title))\(undo)"
        case .changed: return "Saved \(quoted(change.title))\(undo)"
        case .deleted: return "Deleted \(quoted(change.title))\(undo)"
        case .moved: return "Moved \(quoted(change.title))\(undo)"
        }
    }

    func undone(_ label: String?) -> String {
        label.map { "Undone: \($0)" } ?? "Nothing to undo"
    }
    func redone(_ label: String?) -> String {
        label.map { "Done again: \($0)" } ?? "Nothing to redo"
    }
    func failed(_ text: String) -> String { text }

    func undoLabel(_ kind: SavedChange.Kind, title: String) -> String {
        switch kind {
        case .added: "add \(quoted(title))"
        case .changed: "edit \(quoted(title))"
        case .deleted: "delete \(quoted(title))"
        case .moved: "move \(quoted(title))"
        }
    }

    var noMoreEvents: String { "No more events that way" }
    var noEventHere: String { "No event here; n makes one" }
    var chooseEvent: String { "Several events: Tab chooses, then again" }
    var readOnlyCalendar: String { "This calendar is read only" }
    var noCalendar: String { "There is no calendar to write to" }
    func hiddenCalendar(_ name: String) -> String {
        "Its calendar \(quoted(name)) is hidden; c and Space show it"
    }
    var formHasErrors: String { "Not saved yet: see the marked fields" }
    func unknownKey(_ label: String) -> String { "\(label) means nothing here; ? shows the keys" }
    func calendarShown(_ name: String, isVisible: Bool) -> String {
        isVisible ? "Showing \(name)" : "Hiding \(name)"
    }
}
