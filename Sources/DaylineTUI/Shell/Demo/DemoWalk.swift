import Control
import Core

/// What the demo shows where there is no terminal: each step is done, and told with the time that
/// it took.
struct DemoWalk {
    private let stage: DemoStage
    private let tomorrow: CivilDate
    private let say: (String) -> Void

    /// Milliseconds that anything may take.
    private static let patience = 20_000

    init(_ stage: DemoStage, today: CivilDate, say: @escaping (String) -> Void) {
        self.stage = stage
        tomorrow = today.adding(days: 1)
        self.say = say
    }

    private var laptop: DemoDevice { stage.laptop }
    private var desktop: DemoDevice { stage.desktop }

    /// - Parameter count: events that were put into the laptop's replica.
    func run(count: Int) throws {
        try firstSync(count)
        try secondDevice()
        try overlap()
        try merge()
        try clash()
        try alert()
    }

    private func firstSync(_ count: Int) throws {
        title("Two machines, one server")
        try took("\(count) events, made offline on the laptop, are on the desktop") {
            try laptop.startDaemon()
            try desktop.startDaemon()
            try until("the sample on the desktop") { desktop.count() == count }
        }
    }

    private func secondDevice() throws {
        title("A change on one machine shows on the other")
        try enter(
            laptop,
            ["add", "Lunch with Jun", "--start", "\(tomorrow)T12:30", "--calendar", "calendar"])
        try took("… and it is on the desktop") {
            try until("the event on the desktop") { desktop.count(of: "Lunch with Jun") == 1 }
        }
    }

    private func overlap() throws {
        title("The server decides about overlaps, once, for all")
        laptop.stopDaemon()
        say("  (the laptop goes offline)")
        try enter(
            laptop, ["add", "Tea", "--start", "\(tomorrow)T15:00", "--calendar", "calendar"])
        try enter(
            desktop, ["add", "Budget", "--start", "\(tomorrow)T15:30", "--calendar", "calendar"])
        try until("the desktop's event on the server") {
            try desktop.dayline(["outbox", "list", "--json"]).text.filter { !$0.isWhitespace }
                == "[]"
        }
        say("  (the laptop comes back)")
        try took("… and is told that it came second") {
            try laptop.startDaemon()
            try until("the refusal") {
                try laptop.dayline(["outbox", "list"]).text.contains("Tea")
                    && laptop.count(of: "Budget") == 1
            }
        }
        try enter(laptop, ["outbox", "list"])
    }

    private func merge() throws {
        title("Offline edits of one event are joined")
        try offlineEdits(
            of: "Lunch with Jun", ["--location", "Noodle bar"],
            ["--title", "Long lunch with Jun"])
        try took("… and both have both") {
            try until("the joined event") {
                try [laptop, desktop].allSatisfy { device in
                    let text = try device.dayline(["search", "Long lunch", "--json"]).text
                    return text.contains("Long lunch with Jun") && text.contains("Noodle bar")
                }
            }
        }
    }

    private func clash() throws {
        title("… and where both changed the same thing, nothing is lost")
        try offlineEdits(
            of: "Long lunch with Jun", ["--title", "Lunch on the laptop"],
            ["--title", "Lunch on the desktop"])
        try took("… one of the two is asked") {
            try until("the edit conflict") {
                try [laptop, desktop].contains {
                    try $0.dayline(["conflicts", "list"]).text.contains("Lunch on the")
                }
            }
        }
        for device in [laptop, desktop] {
            let answer = try device.dayline(["conflicts", "list"])
            if answer.text.contains("Lunch on the") { show(device, ["conflicts", "list"], answer) }
        }
    }

    private func offlineEdits(
        of title: String, _ mine: [String], _ theirs: [String]
    ) throws {
        laptop.stopDaemon()
        desktop.stopDaemon()
        for (device, options) in [(laptop, mine), (desktop, theirs)] {
            let number = device.numbers(of: title).first ?? title
            try enter(device, ["edit", number] + options)
        }
        try laptop.startDaemon()
        try desktop.startDaemon()
    }

    private func alert() throws {
        title("Alerts")
        guard let connection = desktop.listen(within: DemoWalk.patience) else {
            throw DemoFailure.late("the desktop's daemon")
        }
        let file = "\(laptop.folder)/tea.ics"
        let due = Int(DemoClock.wallSeconds()) + 2
        try ProfileFiles.replace(file, with: Array(DemoWalk.event(due: due).utf8))
        try enter(laptop, ["import", file, "--calendar", "Calendar"])
        try took("… the alert is shown on the desktop (it was set to 2 s from now)") {
            try until("the alert") {
                guard case .alert(let alert)? = try connection.receive(within: 100) else {
                    return false
                }
                return alert.title == "Feed the cat"
            }
        }
    }

    private static func event(due: Int) -> String {
        func utc(_ seconds: Int) -> String {
            let digits = "\(Instant(seconds: seconds))".filter { $0.isNumber || $0 == "T" }
            return digits + "Z"
        }
        let lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dayline//demo//EN", "BEGIN:VEVENT",
            "UID:demo-cat@dayline", "DTSTAMP:\(utc(due))", "DTSTART:\(utc(due + 600))",
            "DTEND:\(utc(due + 900))", "SUMMARY:Feed the cat", "TRANSP:TRANSPARENT",
            "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Feed the cat",
            "TRIGGER;VALUE=DATE-TIME:\(utc(due))", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
        ]
        return lines.map { $0 + "\r\n" }.joined()
    }
}

/// Telling.
extension DemoWalk {
    private func title(_ text: String) {
        say("")
        say(text)
    }

    /// Runs a command and shows it with what it said.
    private func enter(_ device: DemoDevice, _ words: [String]) throws {
        let answer = try device.dayline(words)
        show(device, words, answer)
        guard answer.status == 0 else { throw DemoFailure.said(answer.text) }
    }

    private func show(_ device: DemoDevice, _ words: [String], _ answer: DemoAnswer) {
        let typed = words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
        say("  \(device.name)$ dayline \(typed)")
        for line in answer.text.split(separator: "\n") { say("    \(line)") }
    }

    private func took(_ text: String, _ body: () throws -> Void) throws {
        let start = DemoClock.now()
        try body()
        say("  \(text): \(Int((DemoClock.now() - start).rounded())) ms")
    }

    private func until(_ what: String, _ condition: () throws -> Bool) throws {
        var failure: (any Error)?
        let isDone: Bool? = DemoClock.wait(milliseconds: DemoWalk.patience) {
            do { return try condition() ? true : nil } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        if isDone == nil { throw DemoFailure.late(what) }
    }
}
