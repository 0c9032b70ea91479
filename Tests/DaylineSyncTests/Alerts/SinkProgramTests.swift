import Core
import Foundation
import Settings
import Testing

@testable import DaylineSync

/// What a foreign file may call an event.
private let wild = SinkMessage(
    title: "Lunch\u{1B}]0;owned\u{7}\r\n#[fg=red]#(id) 100% <b>&",
    body: "12:30 (in 15 min) · Café\u{9B}2J\u{202E}", json: Array(#"{"title":"Lunch"}"#.utf8))

/// A machine whose programs are scripts that note how they were called.
private func machine(_ folder: AlertFolder, _ variables: [String: String] = [:]) -> SinkMachine {
    let own = ["PATH": folder.path + "/bin:/usr/bin:/bin", "LOG": folder.path + "/log"]
    return SinkMachine(
        environment: own.merging(variables) { _, new in new }, user: getuid(), terminals: { [] },
        processes: folder.path + "/proc")
}

/// Notes each word in a line of its own, and then runs `body`.
private func script(_ folder: AlertFolder, _ name: String, _ body: String = "") throws {
    let text = "#!/bin/sh\nprintf '%s\\n' \"$@\" -- >> \"$LOG\"\n\(body)\n"
    try folder.write("bin/" + name, text, mode: 0o755)
}

/// Goal: every sink passes on what it got as text, whatever the text is, and in bounded time.
/// Method: programs are scripts on `PATH`, terminals are pseudo terminals of the test.
struct SinkProgramTests {
    @Test("a line has nothing that a terminal would act on")
    func line() {
        #expect(
            wild.line
                == "Lunch ]0;owned #[fg=red]#(id) 100% <b>&, 12:30 (in 15 min) · Café 2J")
        let long = SinkMessage(title: String(repeating: "가", count: 1000))
        #expect(long.line == String(repeating: "가", count: SinkMessage.length - 1) + "…")
    }

    @Test("the command gets its words, and the alert as a line of JSON")
    func command() async throws {
        let folder = try AlertFolder()
        try script(folder, "notify", "cat > \"$LOG.json\"")
        let sink = SinkCommand(words: ["notify", "--to me", "$HOME"], machine: machine(folder))
        try await sink.send(wild)
        #expect(folder.text("log") == "--to me\n$HOME\n--\n")
        #expect(folder.text("log.json") == "{\"title\":\"Lunch\"}\n")
    }

    @Test(
        "a command that fails, is not there, or does not end, says so",
        arguments: [
            ("exit 3", "notify failed"), ("kill -9 $$", "notify failed"),
            // What it started must not hold us up either.
            ("sleep 600 & sleep 600", "notify took longer than 0.2 seconds"),
        ])
    func failures(_ body: String, _ text: String) async throws {
        let folder = try AlertFolder()
        try script(folder, "notify", body)
        let sink = SinkCommand(
            words: ["notify"], machine: machine(folder), limit: .milliseconds(200))
        await #expect(throws: SinkFailure(text: text)) { try await sink.send(wild) }
        let missing = SinkCommand(words: ["no-such"], machine: machine(folder))
        await #expect(throws: SinkFailure(text: "no-such: no such program")) {
            try await missing.send(wild)
        }
    }

    @Test("a command that reads nothing, and writes much, does no harm")
    func deaf() async throws {
        let folder = try AlertFolder()
        try script(folder, "notify", "exec <&-; head -c 60000 /dev/zero")
        try await SinkCommand(words: ["notify"], machine: machine(folder)).send(wild)
    }

    @Test("the desktop is told where there is a session")
    func desktop() async throws {
        let folder = try AlertFolder()
        try script(folder, "notify-send")
        try await SinkDesktop(machine: machine(folder)).send(wild)
        #expect(folder.text("log") == "")
        let session = ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"]
        try await SinkDesktop(machine: machine(folder, session)).send(wild)
        #expect(
            folder.text("log") == """
                --app-name=Dayline
                --icon=x-office-calendar
                --
                Lunch ]0;owned #[fg=red]#(id) 100% <b>&
                12:30 (in 15 min) · Café 2J
                --

                """)
    }

    @Test("a desktop's body is no markup")
    func markup() async throws {
        let folder = try AlertFolder()
        try script(folder, "notify-send")
        let session = ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"]
        let message = SinkMessage(title: "a", body: "<a href='x'>R&D</a>")
        try await SinkDesktop(machine: machine(folder, session)).send(message)
        #expect(folder.text("log").contains("&lt;a href='x'&gt;R&amp;D&lt;/a&gt;\n"))
    }

    @Test("tmux shows it to every client, and expands nothing")
    func tmux() async throws {
        let folder = try AlertFolder()
        // An old one does not know -d.
        try script(
            folder, "tmux",
            """
            [ "$3" = list-clients ] && printf '/dev/pts/7\\n/dev/pts/8\\n'
            [ "$5" = /dev/pts/8 ] && [ "$6" = -d ] && exit 1
            exit 0
            """)
        let tmux = "tmux-\(getuid())"
        try folder.write(tmux + "/no-socket", "")
        let socket = "\(folder.path)/\(tmux)/default"
        try bindSocket(socket)
        try await SinkTmux(machine: machine(folder, ["TMUX_TMPDIR": folder.path])).send(wild)
        let text =
            "Dayline: Lunch ]0;owned ## [fg=red]##(id) 100%% <b>&, 12:30 (in 15 min) · Café 2J"
        let shown = { (client: String, time: [String]) in
            ["-S", socket, "display-message", "-c", client] + time + ["--", text, "--"]
        }
        let calls =
            ["-S", socket, "list-clients", "-F", "#{client_name}", "--"]
            + shown("/dev/pts/7", ["-d", "10000"]) + shown("/dev/pts/8", ["-d", "10000"])
            + shown("/dev/pts/8", [])
        #expect(folder.text("log") == calls.map { $0 + "\n" }.joined())
    }

    private func bindSocket(_ path: String) throws {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        try #require(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(code == 0)
    }

    @Test("one sink that fails harms no other")
    func together() async throws {
        let folder = try AlertFolder()
        try script(folder, "good")
        try script(folder, "bad", "exit 1")
        var settings = AlertSettings()
        settings.command = ["good"]
        var sinks = AlertSinks(settings, machine: machine(folder))
        #expect(sinks.sinks.map(\.name) == ["terminals", "tmux", "desktop", "command"])
        sinks.sinks.insert(SinkCommand(words: ["bad"], machine: machine(folder)), at: 0)
        let failures = await sinks.send(wild)
        #expect(failures.map(\.failure) == [SinkFailure(text: "bad failed")])
        #expect(folder.text("log").split(separator: "\n").count == 2)
        settings.terminals = false
        settings.tmux = false
        settings.desktop = false
        settings.command = []
        #expect(AlertSinks(settings, machine: machine(folder)).sinks.isEmpty)
    }
}
