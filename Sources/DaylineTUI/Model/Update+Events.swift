import Core

/// Opening, making, editing, deleting and moving events.
extension Model {
    mutating func actOnEvent(_ command: Command, count: Int) -> [Effect] {
        switch command {
        case .newEvent: return newEvent()
        case .open: return open()
        case .edit: return withTarget { $0.edit($1) }
        case .delete: return withTarget { $0.askToDelete($1) }
        case .earlier: return shift(NominalDuration(seconds: -Model.slot * 60 * count))
        case .later: return shift(NominalDuration(seconds: Model.slot * 60 * count))
        case .dayEarlier: return shift(NominalDuration(days: -count))
        case .dayLater: return shift(NominalDuration(days: count))
        default: return []  // commands of other groups do not come here
        }
    }

    /// Runs `action` on the selected event, or on the only one under the cursor.
    private mutating func withTarget(
        _ action: (inout Model, Instance) -> [Effect]
    ) -> [Effect] {
        if let selected = selectedInstance { return action(&self, selected) }
        let shown = instances(on: cursor)
        guard let first = shown.first else {
            message = Message(kind: .info, text: strings.noEventHere)
            return []
        }
        if shown.count == 1 { return action(&self, first) }
        selection = first.key
        message = Message(kind: .info, text: strings.chooseEvent)
        return []
    }

    /// Enter: the selected event, else the first of the day; an empty day opens as day view, an
    /// empty slot as a new event.
    private mutating func open() -> [Effect] {
        let isMonth = view == .month
        let candidate =
            selectedInstance ?? (isMonth || view == .agenda ? instances(on: cursor).first : nil)
        if let candidate { return showDetails(of: candidate) }
        return isMonth ? show(.day) : newEvent()
    }

    mutating func showDetails(of instance: Instance) -> [Effect] {
        let effects = select(instance)
        push(.details(DetailsState(instance: instance)))
        return effects + [.loadDetails(instance, .show)]
    }

    mutating func edit(_ instance: Instance) -> [Effect] {
        if refusesEdit(of: instance) { return [.beep] }
        return zonesIfMissing + [.loadDetails(instance, .edit)]
    }

    private mutating func refusesEdit(of instance: Instance) -> Bool {
        guard let calendar = calendar(instance.calendar), calendar.isReadOnly else { return false }
        message = Message(kind: .warning, text: strings.readOnlyCalendar)
        return true
    }

    private var zonesIfMissing: [Effect] { zoneNames.isEmpty ? [.loadZones] : [] }

    mutating func askToDelete(_ instance: Instance) -> [Effect] {
        if refusesEdit(of: instance) { return [.beep] }
        guard let object = instance.object else { return [] }
        let request = DeleteRequest(
            object: object, instance: instance, recurrenceID: instance.recurrenceID)
        push(
            .dialog(
                DialogState(
                    question: instance.isRecurring
                        ? .deleteScope(request) : .confirmDelete(request))))
        return []
    }

    /// Moves the selected event in time; an all-day event only by days.
    private mutating func shift(_ shift: NominalDuration) -> [Effect] {
        withTarget { model, instance in
            if model.refusesEdit(of: instance) { return [.beep] }
            if instance.isAllDay, shift.seconds != 0 { return [.beep] }
            return [.loadDetails(instance, .move(shift))]
        }
    }

    /// A new event at the cursor: its slot in the time grids; today the next full hour, other
    /// days at nine.
    mutating func newEvent() -> [Effect] {
        guard let calendar = defaultCalendar else {
            message = Message(kind: .warning, text: strings.noCalendar)
            return [.beep]
        }
        var start = LocalDateTime(cursor, secondOfDay: 9 * 3600)
        switch view {
        case .week, .day: start = cursorTime
        case .month, .agenda:
            if cursor == today {
                start = LocalDateTime(cursor, secondOfDay: min(now.hour + 1, 23) * 3600)
            }
        }
        var form = FormState(start: start, zone: zoneID, calendar: calendar.id)
        form.validate(formContext)
        form.opened = form.texts
        push(.form(form))
        return zonesIfMissing
    }

    /// The calendar a new event goes to: the last one used, else the first that shows.
    private var defaultCalendar: CalendarItem? {
        let writable = calendars.filter { !$0.isReadOnly }
        return writable.first { $0.id == lastCalendar && $0.isVisible } ?? writable.first(
            where: \.isVisible)
            ?? writable.first
    }
}

/// What the details were loaded for.
extension Model {
    mutating func take(_ details: EventDetails, for purpose: DetailsPurpose) -> [Effect] {
        switch purpose {
        case .show:
            if case .details(var state) = layers.last, state.instance.key == details.instance.key {
                state.details = details
                layers[layers.count - 1] = .details(state)
            }
            return []
        case .edit:
            if details.isReadOnly {
                message = Message(kind: .warning, text: strings.readOnlyCalendar)
                return [.beep]
            }
            var form = FormState(details)
            form.validate(formContext)
            form.opened = form.texts
            push(.form(form))
            return []
        case .move(let shift): return move(details, by: shift)
        }
    }

    /// Saves the event at another time; a recurring one asks which instances.
    private mutating func move(_ details: EventDetails, by shift: NominalDuration) -> [Effect] {
        guard let object = details.instance.object, let calendar = details.instance.calendar
        else { return [] }
        let draft = details.draft.moved(bySeconds: shift.nominalSeconds)
        let request = SaveRequest(
            object: object, oldCalendar: calendar, calendar: calendar,
            instance: details.instance, isMove: true, base: details.draft, draft: draft)
        guard details.isRecurring else { return [.save(request)] }
        push(.dialog(DialogState(question: .saveScope(request))))
        return []
    }

    /// A change is on disk: back to the grid, with the cursor on the event.
    mutating func take(_ change: SavedChange) -> [Effect] {
        layers.removeAll()
        message = Message(kind: .info, text: strings.saved(change))
        if let start = change.start {
            cursor = min(
                max(start.date, Model.cursorRange.lowerBound), Model.cursorRange.upperBound)
            if start.secondOfDay > 0 {
                cursorMinute = start.secondOfDay / 60 / Model.slot * Model.slot
            }
            if view == .agenda { anchorAgenda() }
            wanted = WantedSelection(object: change.object, start: start)
        }
        return reload() + recount
    }
}
