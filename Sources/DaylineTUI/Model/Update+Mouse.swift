import Core

/// The mouse: a click selects, a click on what is selected (or a double click) opens.
extension Model {
    mutating func point(_ mouse: Mouse) -> [Effect] {
        message = nil
        pending = PendingKeys()
        switch mouse.action {
        case .wheelUp: return wheel(-1)
        case .wheelDown: return wheel(1)
        case .press, .doublePress: break
        }
        let isDouble = mouse.action == .doublePress
        // The alert lies over everything.
        if case .command(let command) = mouse.target, command.group == .sync {
            return runAnywhere(command)
        }
        switch layers.last {
        case .form: return pointInForm(mouse.target)
        case .dialog(let dialog):
            if case .choice(let index) = mouse.target { return answer(dialog, index) }
            return []
        case .search(var search):
            guard case .row(let row) = mouse.target else { return [] }
            if isDouble || row == search.selected { return choose(search, row) }
            search.selected = min(max(0, row), max(0, search.rows.count - 1))
            layers[layers.count - 1] = .search(search)
            return []
        case .outbox:
            if case .command(let command) = mouse.target { return run(command, count: nil) }
            guard case .row(let row) = mouse.target else { return [] }
            return pointInOutbox(row, isDouble: isDouble)
        case .editConflicts:
            if case .command(let command) = mouse.target { return run(command, count: nil) }
            guard case .row(let row) = mouse.target else { return [] }
            return pointInEditConflicts(row, isDouble: isDouble)
        case .details, .help:
            if case .command(let command) = mouse.target { return run(command, count: nil) }
            layers.removeLast()
            return []
        case .prompt:
            layers.removeLast()
            return []
        case nil: return pointInGrid(mouse.target, isDouble: isDouble)
        }
    }

    private mutating func wheel(_ step: Int) -> [Effect] {
        let command: Command = step > 0 ? .down : .up
        switch layers.last {
        case nil: return view == .month ? vertically(weeks: step) : run(command, count: 2)
        case .search, .help, .details, .outbox: return run(command, count: 3)
        case .editConflicts: return run(command, count: 1)
        case .form, .dialog, .prompt: return []
        }
    }

    private mutating func vertically(weeks: Int) -> [Effect] {
        goTo(cursor.adding(days: 7 * weeks))
    }

    private mutating func pointInGrid(_ target: Target?, isDouble: Bool) -> [Effect] {
        if case .calendar(let id) = target {
            guard let row = calendars.firstIndex(where: { $0.id == id }) else { return [] }
            sidebarRow = row
            return toggleCalendar(row)
        }
        focus = .grid
        switch target {
        case .day(let day):
            let isOpening = isDouble && view != .day
            let effects = goTo(day)
            return isOpening ? effects + show(.day) : effects
        case .slot(let time):
            let minute = time.secondOfDay / 60 / Model.slot * Model.slot
            let isAgain = cursor == time.date && cursorMinute == minute
            cursorMinute = minute
            let effects = goTo(time.date)
            return isDouble || (isAgain && selection == nil) ? effects + newEvent() : effects
        case .instance(let key):
            guard let instance = instances.first(where: { $0.key == key }) else { return [] }
            let isAgain = selection == key
            return isDouble || isAgain ? showDetails(of: instance) : select(instance)
        case .view(let kind): return show(kind)
        case .command(let command): return run(command, count: nil)
        case nil, .calendar, .field, .choice, .row: return []
        }
    }
}
