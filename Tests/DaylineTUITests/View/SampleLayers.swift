import Core

@testable import DaylineTUI

/// Layers for golden screens: details, forms, dialogs, search.
extension Sample {
    static func instance(_ title: String) -> Instance {
        instances.first { $0.title == title } ?? instances[0]
    }

    static func draft(_ instance: Instance) -> EventDraft {
        EventDraft(
            title: instance.title, start: instance.start,
            end: instance.start.with(wallClock: instance.local.upperBound),
            location: instance.location,
            notes: "Bring: plan, numbers, 커피 ☕\n\nhttps://wiki.example/planning\n"
                + "A long line that has to be wrapped because no box is as wide as what people "
                + "paste into the notes of their events, 그리고 한국어도 함께.",
            rule: try? RecurrenceRule(parsing: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
            categories: ["team", "기획"], url: "https://meet.example/sprint")
    }

    static var details: Layer {
        let instance = instance("Sprint planning")
        return .details(
            DetailsState(
                instance: instance,
                details: EventDetails(
                    instance: instance, draft: draft(instance), isRecurring: true,
                    isReadOnly: false)))
    }

    /// A form for a new event that recurs, with a wrong end.
    static var form: Layer {
        let context = FormContext(
            today: date(11, 23), calendars: calendars, zoneNames: ["Asia/Seoul", "Asia/Seram"])
        var form = FormState(
            start: local(11, 24, 9, 30), zone: zone, calendar: CalendarID(row: 1))
        form.title = TextInput("회의 👩🏽‍💻 stand-up")
        form.location = TextInput("판교 3F")
        form.recurrence.frequency = .weekly
        form.recurrence.interval = TextInput("2")
        form.recurrence.weekdays = [.tuesday, .thursday]
        form.recurrence.ends = .onDate
        form.recurrence.endsOn = TextInput("2026-12-31")
        form.notes = TextInput("first line\n둘째 줄")
        form.setFocus(.endTime, context)
        form.endTime = TextInput("09:")
        form.touched = [.title, .endTime]
        form.validate(context)
        return .form(form)
    }

    static var search: Layer {
        var state = SearchState()
        state.input = TextInput("review")
        state.answered = "review"
        state.rows = [
            row("Security review"), row("Design review: Berlin / 디자인 검토"),
            SearchRow(
                object: ObjectID(row: 1), calendar: CalendarID(row: 2),
                title: "집 review (never)", location: "", instance: nil),
        ]
        state.selected = 1
        return .search(state)
    }

    private static func row(_ title: String) -> SearchRow {
        let instance = instance(title)
        return SearchRow(
            object: ObjectID(row: 1), calendar: instance.calendar ?? CalendarID(row: 1),
            title: title, location: instance.location, instance: instance)
    }

    static var scopeDialog: Layer {
        let instance = instance("주간 스탠드업")
        return .dialog(
            DialogState(
                question: .deleteScope(
                    DeleteRequest(
                        object: ObjectID(row: 1), instance: instance,
                        recurrenceID: instance.recurrenceID)), selected: 1))
    }

    static var overlapDialog: Layer {
        let instance = instance("Sprint planning")
        return .dialog(
            DialogState(
                question: .overlap(
                    SaveRequest(calendar: CalendarID(row: 1), draft: draft(instance)),
                    [Sample.instance("1:1 김민수"), Sample.instance("치과 예약 (강남)")], isRefused: false)))
    }

    static var prompt: Layer {
        .prompt(PromptState(input: TextInput("next frii"), isWrong: true))
    }
}
