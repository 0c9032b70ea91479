import Core

/// Every change of the interface. Effects are data: the shell carries them out and reports back
/// with another input.
func update(_ model: inout Model, _ input: Input) -> [Effect] {
    switch input {
    case .key(let key): return model.press(key)
    case .paste(let text): return model.paste(text)
    case .mouse(let mouse): return model.point(mouse)
    case .resized(let size):
        model.size = size
        return []
    case .tick(let instant, let local):
        model.nowInstant = instant
        model.now = local
        return []
    case .calendars(let calendars):
        model.calendars = calendars
        model.sidebarRow = min(model.sidebarRow, max(0, calendars.count - 1))
        return []
    case .loaded(let window, let instances, let overlapping):
        return model.take(window, instances, overlapping)
    case .details(let details, let purpose): return model.take(details, for: purpose)
    case .zones(let names):
        model.zoneNames = names
        model.recheckForm()
        return []
    case .found(let text, let rows):
        model.take(rows, for: text)
        return []
    case .overlapping(let request, let instances, let isRefused):
        model.push(
            .dialog(
                DialogState(
                    question: .overlap(request, instances, isRefused: isRefused))))
        return []
    case .saved(let change): return model.take(change)
    case .undone(let label):
        model.message = Message(
            kind: label == nil ? .warning : .info, text: model.strings.undone(label))
        return label == nil ? [] : model.reload() + model.recount + model.reloadOutbox
    case .redone(let label):
        model.message = Message(
            kind: label == nil ? .warning : .info, text: model.strings.redone(label))
        return label == nil ? [] : model.reload() + model.recount + model.reloadOutbox
    case .failed(let text):
        model.message = Message(kind: .error, text: model.strings.failed(text))
        return []
    case .changedElsewhere: return model.reload() + model.reloadOutbox + model.recount
    case .snoozeMinutes(let minutes):
        model.sync.snoozeMinutes = minutes
        return []
    case .daemonCame: return model.daemonCame()
    case .daemonWent: return model.daemonWent()
    case .daemon(let message): return model.take(message)
    case .accounts, .outbox, .outgoing, .editConflicts, .settled: return model.takeSynced(input)
    }
}

/// What to ask for before the first paint: the calendars and the visible days, nothing else.
func firstEffects(_ model: Model) -> [Effect] {
    [.loadCalendars, .load(model.loadWindow)]
}
