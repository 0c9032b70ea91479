/// A program of the user's, with the alert as a line of JSON on its standard input.
struct SinkCommand: AlertSink {
    let name = "command"
    let words: [String]
    let machine: SinkMachine
    var limit = Duration.seconds(10)

    func send(_ message: SinkMessage) async throws(SinkFailure) {
        guard let first = words.first else { return }
        guard let path = machine.program(first) else {
            throw SinkFailure(text: "\(first): no such program")
        }
        let result = try await machine.run(
            path, words, input: message.json + [0x0A], limit: limit)
        if result.isLate { throw SinkFailure(text: "\(first) took longer than \(limit)") }
        if result.status != 0 { throw SinkFailure(text: "\(first) failed") }
    }
}

/// The desktop's notifications, by `notify-send`. Silent where there is no session or no program.
struct SinkDesktop: AlertSink {
    let name = "desktop"
    let machine: SinkMachine

    func send(_ message: SinkMessage) async throws(SinkFailure) {
        guard machine.hasSessionBus, let path = machine.program("notify-send") else { return }
        let words = [
            "notify-send", "--app-name=Dayline", "--icon=x-office-calendar", "--",
            SinkMessage.plain(message.title), Self.escaped(SinkMessage.plain(message.body)),
        ]
        let result = try await machine.run(path, words, limit: .seconds(5))
        if result.isLate || result.status != 0 { throw SinkFailure(text: "notify-send failed") }
    }

    /// Desktops read the body as markup.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
