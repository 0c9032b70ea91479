import Core
import Testing

@testable import DaylineTUI

/// Goal: the key table is sound, and keys mean what it says. Method: laws over the whole table.
@Suite("Keys") struct KeysTests {
    @Test(
        "no sequence means two things, and none hides a longer one", arguments: KeyContext.allCases)
    func unambiguous(_ context: KeyContext) {
        let bindings = Keymap.standard.bindings.filter { $0.context == context }
        for (index, one) in bindings.enumerated() {
            for (other, two) in bindings.enumerated() where index != other {
                #expect(
                    !two.keys.starts(with: one.keys),
                    "\(one.label) (\(one.command)) hides \(two.label) (\(two.command))")
            }
        }
    }

    @Test("every command has a key, a help text and a hint", arguments: Command.allCases)
    func complete(_ command: Command) {
        #expect(Keymap.standard.bindings.contains { $0.command == command })
        #expect(!English().help(command).isEmpty)
        #expect(!English().hint(command).isEmpty)
    }

    @Test("digits begin counts, so none is a command")
    func digits() {
        for binding in Keymap.standard.bindings where binding.context == .grid {
            guard case .character(let first) = binding.keys.first else { continue }
            #expect(!("1"..."9").contains(first))
        }
    }

    @Test(
        "keys are read as they are printed",
        arguments: [
            ("3jgg", "3jgg"), ("<Enter>", "Enter"), ("<C-r>", "C-r"), ("<M-1>", "M-1"),
            ("<lt>", "<"), ("<F1>", "F1"), ("<Space>", "Space"), ("a<b", "a<b"), ("<Up>", "↑"),
        ])
    func sequences(_ text: String, _ label: String) {
        #expect(Key.sequence(text).map(\.label).joined() == label)
    }

    @Test("footer hints exist in their context", arguments: KeyContext.allCases)
    func footer(_ context: KeyContext) {
        let hints = Keymap.standard.footerHints(context)
        #expect(hints.count == Keymap.footer(context).count)
    }

    @Test("help rows gather the keys of a command")
    func help() {
        let rows = Keymap.standard.helpRows(.grid)
        #expect(rows.first == Keymap.HelpRow(keys: ["h", "←"], command: .left))
        #expect(Set(rows.map(\.command)).count == rows.count)
    }

    @Test("an unknown key says so and does nothing")
    func unknown() {
        var driver = ModelDriver()
        let before = driver.model
        driver.type("z")
        #expect(driver.effects == [.beep])
        #expect(driver.model.message?.kind == .warning)
        driver.model.message = nil
        #expect(driver.model == before)
    }

    @Test(
        "what is typed so far shows",
        arguments: [
            ("12", "12"), ("g", "g"), ("3g", "3g"), ("0", ""), ("3<Esc>", ""), ("3j", ""),
            ("Z", "Z"),
        ])
    func pending(_ keys: String, _ label: String) {
        var driver = ModelDriver()
        driver.type(keys)
        #expect(driver.model.pending.label == label)
    }

    @Test("leaving", arguments: ["q", "ZZ", "ZQ", "<C-c>", "cq"])
    func quit(_ keys: String) {
        var driver = ModelDriver()
        driver.type(keys)
        #expect(driver.effects == [.quit])
    }

    @Test("any keys leave a sound model")
    func anything() {
        var generator = SeededGenerator(seed: 7_202_611)
        let keys =
            Key.sequence("hjklwmdagGtnexDucs/?q[]{}<>+-WB0$19 xyZ")
            + Key.names.map(\.key) + [.control("c"), .control("r"), .control("s"), .function(1)]
        for _ in 0..<40 {
            var driver = ModelDriver()
            for _ in 0..<150 {
                guard let key = keys.randomElement(using: &generator) else { continue }
                driver.send(.key(key))
                let model = driver.model
                #expect(Model.cursorRange.contains(model.cursor), "seed \(generator.seed)")
                #expect((0..<1440).contains(model.cursorMinute), "seed \(generator.seed)")
                #expect(model.layers.count <= 4, "seed \(generator.seed)")
                #expect(model.loaded?.contains(model.cursor) == true, "seed \(generator.seed)")
            }
        }
    }
}
