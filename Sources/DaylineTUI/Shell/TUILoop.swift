import Control
import Core
import Glibc
import Settings

/// The calendar on the whole screen.
enum Screens {
    /// Shows the calendar until the user leaves it. The terminal is restored on every way out.
    static func run(_ profile: Profile) throws {
        let machine = Machine.live { _ in }
        let replica = try profile.openForScreen(now: machine.now()) { text in
            machine.write(.error, Array("dayline: \(text)\n".utf8))
        }
        var options = Terminal.Options()
        options.wantsColor = profile.color.wantsColor(environment: machine.environment)
        let depth = machine.environment["COLORTERM"] ?? ""
        options.isTrueColor = depth == "truecolor" || depth == "24bit"
        let terminal: Terminal
        do {
            terminal = try Terminal(options)
        } catch {
            throw CommandError.usage(
                error == .notATerminal
                    ? "there is no terminal to open the calendar on"
                    : "this terminal is unknown: TERM names none that can show a screen")
        }
        defer { terminal.close() }
        let runner = EffectRunner(
            replica: replica, display: profile.zone, strings: Language.english.strings,
            now: machine.now, makeUID: machine.makeUID,
            zoneNames: { ZoneNames.all(in: profile.zones.directory) })
        var loop = TUILoop(
            terminal: terminal, runner: runner, link: DaemonLink(socket: profile.folders?.socket),
            settings: { profile.folders.flatMap { try? SettingsStore($0).read() } })
        loop.run()
        try replica.close()
    }
}

/// Waits for input, updates the model, carries out its effects and shows the result.
struct TUILoop {
    private let terminal: Terminal
    private var runner: EffectRunner
    private var link: DaemonLink
    /// The configuration; nil when there is none that can be read, of which the daemon tells.
    private let settings: () -> ClientSettings?
    private var model: Model
    private var isDone = false

    /// Milliseconds between looks at the clock and at other writers.
    private static let idle = 1000
    /// Inputs taken before the screen is drawn again, so that fast typing is never behind.
    private static let burst = 64
    /// Effects of one input; a chain of answers that long would be a mistake.
    private static let effectLimit = 1000

    init(
        terminal: Terminal, runner: EffectRunner, link: DaemonLink,
        settings: @escaping () -> ClientSettings?
    ) {
        self.settings = settings
        self.terminal = terminal
        self.runner = runner
        self.link = link
        let now = runner.now()
        model = Model(
            size: terminal.size, now: runner.display.local(at: now), nowInstant: now,
            zone: runner.display)
    }

    mutating func run() {
        carryOut(firstEffects(model))
        var shown = model
        terminal.show(render(model))
        // Nothing of syncing before the first screen.
        if let settings = settings() {
            handle(.snoozeMinutes(settings.alerts.snoozeMinutes))
        }
        carryOut([.loadAccounts])
        askDaemon()
        var ahead = windowsAhead()
        while !isDone {
            show(&shown, &ahead)
            let event = terminal.read(
                milliseconds: ahead.isEmpty ? TUILoop.idle : 0, other: link.descriptor)
            if case .timeout = event, let window = ahead.popFirst() {
                if !runner.isLoaded(window) { runner.prepare(window) }
                continue
            }
            guard take(event) else { return }
            var taken = 1
            while !isDone, taken < TUILoop.burst {
                let event = terminal.read(milliseconds: 0, other: link.descriptor)
                if case .timeout = event { break }
                guard take(event) else { return }
                taken += 1
            }
        }
    }

    /// Draws what has changed.
    private mutating func show(_ shown: inout Model, _ ahead: inout ArraySlice<Range<CivilDate>>) {
        guard model != shown else { return }
        terminal.show(render(model))
        shown = model
        ahead = windowsAhead()
    }

    private mutating func askDaemon() {
        let inputs = link.poll()
        // Alerts say how long there is left.
        if !inputs.isEmpty { handle(runner.tick()) }
        for input in inputs { handle(input) }
    }

    /// What to read while nobody types. The runner keeps that and what is on the screen.
    private mutating func windowsAhead() -> ArraySlice<Range<CivilDate>> {
        let ahead = model.windowsAhead
        // While something lies over the grid nothing is read, and what was read stays.
        if !ahead.isEmpty { runner.keep(only: ahead + [model.loadWindow]) }
        return ahead[...]
    }

    /// Handles one event; false when the terminal is gone.
    private mutating func take(_ event: TerminalEvent) -> Bool {
        switch event {
        case .input(let input):
            let isResize = if case .resized = input { true } else { false }
            handle(input)
            // The terminal has forgotten what it showed, even if the model did not change.
            if isResize { terminal.show(render(model)) }
        case .other: askDaemon()
        case .timeout:
            askDaemon()
            for input in runner.poll() { handle(input) }
            let tick = runner.tick()
            if case .tick(_, let local) = tick, local.seconds / 60 != model.now.seconds / 60 {
                handle(tick)
            }
        case .closed: return false
        }
        return true
    }

    private mutating func handle(_ input: Input) { carryOut(update(&model, input)) }

    private mutating func carryOut(_ effects: [Effect]) {
        var waiting = effects[...]
        var count = 0
        while let effect = waiting.popFirst(), count < TUILoop.effectLimit {
            count += 1
            switch effect {
            case .quit:
                isDone = true
                return
            case .redraw:
                terminal.redraw()
                terminal.show(render(model))
            case .beep: terminal.beep()
            case .tell(let request): link.tell(request)
            case .acceptDeletions(let account) where model.sync.isConnected:
                link.tell(.acceptDeletes(account: account))
            default:
                for input in runner.run(effect) { waiting += update(&model, input) }
                if effect.isWriting { link.tell(.edited) }
            }
        }
    }
}
