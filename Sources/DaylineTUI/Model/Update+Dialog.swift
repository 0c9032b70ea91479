import Core

/// Questions and their answers.
extension Model {
    mutating func pressInDialog(_ key: Key) -> [Effect] {
        guard case .dialog(let dialog) = layers.last else { return [] }
        if case .character(let character) = key {
            let letter = Character(character.lowercased())
            if let index = dialog.choices.firstIndex(where: { strings.letter($0) == letter }) {
                return answer(dialog, index)
            }
            if letter == "y" { return answer(dialog, 0) }
            if letter == "n" { return runInDialog(.cancel) }
        }
        guard case .command(let command) = Keymap.standard.match([key], in: .dialog) else {
            return [.beep]
        }
        return runInDialog(command)
    }

    mutating func runInDialog(_ command: Command) -> [Effect] {
        guard case .dialog(var dialog) = layers.last else { return [] }
        let count = dialog.choices.count
        switch command {
        case .nextChoice: dialog.selected = (dialog.selected + 1) % count
        case .previousChoice: dialog.selected = (dialog.selected + count - 1) % count
        case .confirm: return answer(dialog, dialog.selected)
        case .cancel:
            layers.removeLast()
            return []
        default: return runAnywhere(command)
        }
        layers[layers.count - 1] = .dialog(dialog)
        return []
    }

    /// Takes the choice: closes the dialog and goes on with what it asked about.
    mutating func answer(_ dialog: DialogState, _ index: Int) -> [Effect] {
        guard dialog.choices.indices.contains(index) else { return [] }
        let choice = dialog.choices[index]
        layers.removeLast()
        switch dialog.question {
        case .saveScope(var request):
            guard let scope = choice.scope else { return [] }
            request.scope = scope
            return [.save(request)]
        case .deleteScope(var request):
            guard let scope = choice.scope else { return [] }
            request.scope = scope
            return [.delete(request)]
        case .confirmDelete(let request): return choice == .delete ? [.delete(request)] : []
        case .overlap(var request, _, _):
            guard choice == .saveAnyway else { return [] }
            request.allowsOverlap = true
            return [.save(request)]
        case .discard:
            if choice == .discard, case .form = layers.last { layers.removeLast() }
            return []
        case .discardEdit(let entry): return choice == .discardEdit ? [.discard(entry)] : []
        case .heldDeletions(let row):
            guard choice == .acceptDeletions, case .held(let account, _, _) = row else {
                return []
            }
            return [.acceptDeletions(account: account)]
        case .snooze: return choice.minutes.map { snooze(minutes: $0) } ?? []
        }
    }
}
