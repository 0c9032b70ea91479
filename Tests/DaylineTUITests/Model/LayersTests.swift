import Core
import Testing

@testable import DaylineTUI

/// Goal: search, prompt, help, mouse and clock. Method: inputs in, layers out.
@Suite("Layers") struct LayersTests {
    private func rows(_ instances: [Instance?]) -> [SearchRow] {
        instances.enumerated().map { index, instance in
            SearchRow(
                object: ObjectID(row: Int64(index)), calendar: ModelDriver.work,
                title: instance?.title ?? "never", location: "", instance: instance)
        }
    }

    @Test("search follows the typing")
    func liveSearch() {
        var driver = ModelDriver()
        driver.type("/pl")
        #expect(
            driver.effects
                == [
                    .search("p", limit: SearchState.limit), .search("pl", limit: SearchState.limit),
                ])
        driver.send(.found("p", rows([ModelDriver.week[0]])))
        #expect(driver.search?.rows == [], "an answer to earlier letters is too late")
        driver.send(.found("pl", rows([ModelDriver.week[1], ModelDriver.week[6], nil])))
        #expect(driver.search?.rows.count == 3)
        driver.type("<Down><Down><Down><Up>")
        #expect(driver.search?.selected == 1)
        driver.type("<Enter>")
        #expect(driver.model.layers.isEmpty)
        #expect(driver.model.cursor == ModelDriver.week[6].local.lowerBound.date)
        #expect(driver.selectedTitle == "Far away")
        driver.type("/")
        #expect(driver.search?.input.text == "pl", "the last search is offered again")
        #expect(driver.effects == [.search("pl", limit: SearchState.limit)])
        driver.type("x")
        #expect(driver.search?.input.text == "x", "and replaced by typing")
    }

    @Test("search: nothing typed, nothing found, never happens")
    func emptySearch() {
        var driver = ModelDriver()
        driver.type("/x")
        driver.type("<Enter>")
        #expect(driver.effects == [.beep])
        driver.send(.found("x", rows([nil])))
        driver.type("<Enter>")
        #expect(driver.model.message?.text == English().neverHappens)
        driver.type("<Backspace>")
        #expect(driver.effects == [], "nothing to search for")
        #expect(driver.search?.rows == [])
        driver.type("<Esc>")
        #expect(driver.model.layers.isEmpty)
    }

    @Test("a result in a hidden calendar says why it does not show")
    func hiddenResult() {
        var driver = ModelDriver()
        driver.type("c<Space>c/p")
        driver.send(.found("p", rows([ModelDriver.week[1]])))
        driver.type("<Enter>")
        #expect(driver.model.message?.text == English().hiddenCalendar("Work"))
    }

    @Test("letters are text in search and prompt, whatever they mean elsewhere")
    func letters() {
        var driver = ModelDriver()
        driver.type("/qjk?")
        #expect(driver.search?.input.text == "qjk?")
        driver.type("<Esc>gdq")
        guard case .prompt(let prompt) = driver.model.layers.last else {
            Issue.record("no prompt")
            return
        }
        #expect(prompt.input.text == "q")
        #expect(prompt.isWrong)
        driver.type("<Enter>")
        #expect(driver.effects == [.beep])
        #expect(driver.model.context == .prompt, "it stays open")
    }

    @Test("help scrolls and closes")
    func help() {
        var driver = ModelDriver()
        driver.type("?kjj<PgDn>9999j")
        guard case .help(let help) = driver.model.layers.last else {
            Issue.record("no help")
            return
        }
        #expect(help.scroll == HelpState.lines)
        driver.type("?")
        #expect(driver.model.layers.isEmpty)
    }

    @Test(
        "views by key",
        arguments: [
            ("m", ViewKind.month), ("w", .week), ("d", .day), ("a", .agenda), ("<M-2>", .week),
            ("wm", .month),
        ])
    func views(_ keys: String, _ view: ViewKind) {
        var driver = ModelDriver()
        driver.type(keys)
        #expect(driver.model.view == view)
    }

    @Test("a selected event stays selected in every view")
    func keepSelection() {
        var driver = ModelDriver()
        driver.type("<Tab><Tab>wdam")
        #expect(driver.selectedTitle == "Planning")
    }

    @Test("resizing keeps everything else")
    func resize() {
        var driver = ModelDriver()
        driver.type("3jn")
        var expected = driver.model
        driver.effects = []
        driver.send(.resized(Size(columns: 40, rows: 12)))
        expected.size = Size(columns: 40, rows: 12)
        #expect(driver.model == expected)
        #expect(driver.effects == [])
    }

    @Test("the clock moves the now-line, not the cursor")
    func tick() {
        var driver = ModelDriver()
        let midnight = ModelDriver.at(24)
        driver.send(.tick(Instant(seconds: midnight.seconds - 32_400), midnight))
        #expect(driver.model.today == midnight.date)
        #expect(driver.model.cursor == ModelDriver.today)
        #expect(driver.effects == [])
    }

    private func press(_ target: Target?, double: Bool = false) -> Input {
        .mouse(Mouse(action: double ? .doublePress : .press, target: target))
    }

    @Test("a click selects, another one opens")
    func click() {
        var driver = ModelDriver()
        let planning = ModelDriver.week[1]
        driver.send(press(.instance(planning.key)))
        #expect(driver.selectedTitle == "Planning")
        #expect(driver.model.layers.isEmpty)
        driver.send(press(.instance(planning.key)))
        #expect(driver.effects.last == .loadDetails(planning, .show))
        driver.send(press(nil))
        #expect(driver.model.layers.isEmpty, "a click beside closes")
    }

    static let clicks: [(target: Target, double: Bool, cursor: String, view: ViewKind)] = [
        (.day(ModelDriver.at(12).date), false, "2026-11-12", .month),
        (.day(ModelDriver.at(12).date), true, "2026-11-12", .day),
        (.view(.week), false, "2026-11-23", .week),
        (.slot(ModelDriver.at(25, 13, 45)), false, "2026-11-25", .month),
        (.command(.nextPage), false, "2026-12-23", .month),
    ]

    @Test("clicks", arguments: clicks)
    func click(on row: (target: Target, double: Bool, cursor: String, view: ViewKind)) {
        var driver = ModelDriver()
        driver.send(press(row.target, double: row.double))
        #expect(driver.model.cursor.description == row.cursor)
        #expect(driver.model.view == row.view)
    }

    @Test("a double click on a slot makes an event there")
    func newByMouse() {
        var driver = ModelDriver(view: .week)
        driver.send(press(.slot(ModelDriver.at(25, 13, 45)), double: true))
        #expect(driver.form?.start == ModelDriver.at(25, 13, 30))
    }

    @Test("the mouse in sidebar, dialog, search, form and wheel")
    func elsewhere() {
        var driver = ModelDriver()
        driver.send(press(.calendar(ModelDriver.home)))
        #expect(driver.model.calendars[1].isVisible == false)
        driver.send(.mouse(Mouse(action: .wheelDown, target: nil)))
        #expect(driver.model.cursor.description == "2026-11-30")
        driver.type("kn")
        driver.send(press(.field(.allDay)))
        #expect(driver.form?.isAllDay == true)
        driver.send(press(.field(.endTime)))
        #expect(driver.form?.focus == .allDay, "a field that is not there")
        driver.type("<Esc>")
        driver.send(press(.choice(1)))
        #expect(driver.model.layers.isEmpty, "discarded")
        driver.type("/p")
        driver.send(.found("p", rows([ModelDriver.week[0], ModelDriver.week[1]])))
        driver.send(press(.row(1)))
        #expect(driver.search?.selected == 1)
        driver.send(press(.row(1)))
        #expect(driver.selectedTitle == "Planning")
    }
}
