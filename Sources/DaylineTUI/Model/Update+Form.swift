import Core

/// Keys in the form.
extension Model {
    var formContext: FormContext {
        FormContext(
            today: today, calendars: calendars, zoneID: zoneID, zoneNames: zoneNames)
    }

    /// Judges the open form anew, after what it knows of the world has changed.
    mutating func recheckForm() {
        for index in layers.indices {
            guard case .form(var form) = layers[index] else { continue }
            form.validate(formContext)
            layers[index] = .form(form)
        }
    }

    mutating func pressInForm(_ key: Key) -> [Effect] {
        guard case .form(var form) = layers.last else { return [] }
        if form.type(key, formContext) {
            layers[layers.count - 1] = .form(form)
            return []
        }
        guard case .command(let command) = Keymap.standard.match([key], in: .form) else {
            return []
        }
        return runInForm(command)
    }

    mutating func runInForm(_ command: Command) -> [Effect] {
        guard case .form(var form) = layers.last else { return [] }
        switch command {
        case .save: return save(form)
        case .nextField: form.moveFocus(1, formContext)
        case .previousField: form.moveFocus(-1, formContext)
        case .toggleField: form.toggle(formContext)
        case .nextChoice: form.choose(1, formContext)
        case .previousChoice: form.choose(-1, formContext)
        case .complete: form.complete(formContext)
        case .cancel:
            if form.isChanged {
                push(.dialog(DialogState(question: .discard)))
            } else {
                layers.removeLast()
            }
            return []
        default: return runAnywhere(command)
        }
        layers[layers.count - 1] = .form(form)
        return []
    }

    /// Saves, or goes to the first field that is wrong.
    private mutating func save(_ form: FormState) -> [Effect] {
        var form = form
        form.validate(formContext)
        form.touched = Set(FormField.allCases)
        guard let draft = form.check.draft, let calendar = form.calendar else {
            form.focus = form.visibleFields.first { form.check.errors[$0] != nil } ?? form.focus
            layers[layers.count - 1] = .form(form)
            message = Message(kind: .warning, text: strings.formHasErrors)
            return [.beep]
        }
        layers[layers.count - 1] = .form(form)
        lastCalendar = calendar
        var request = SaveRequest(calendar: calendar, draft: draft)
        guard let target = form.target else { return [.save(request)] }
        request.object = target.instance.object
        request.oldCalendar = target.instance.calendar
        request.instance = target.instance
        request.base = target.draft
        request.changesRule = form.changesRule
        guard target.isRecurring else { return [.save(request)] }
        push(.dialog(DialogState(question: .saveScope(request))))
        return []
    }

    /// A click on a field goes there; on a switch or a choice also changes it.
    mutating func pointInForm(_ target: Target?) -> [Effect] {
        if case .command(let command) = target { return run(command, count: nil) }
        guard case .field(let field) = target, case .form(var form) = layers.last,
            form.visibleFields.contains(field)
        else { return [] }
        form.setFocus(field, formContext)
        if field == .allDay { form.toggle(formContext) }
        layers[layers.count - 1] = .form(form)
        return []
    }
}
