import Control
import Core
import Settings

/// One of the demo's machines: a profile of its own, its daemon, and what is typed there.
final class DemoDevice {
    let name: String
    let folder: String
    let environment: [String: String]
    private var daemon: DemoProcess?
    private let zones: ZoneDatabase

    init(_ name: String, in folder: String, of machine: Machine, zones: ZoneDatabase) {
        self.name = name
        self.folder = "\(folder)/\(name)"
        self.zones = zones
        var environment = machine.environment
        environment["HOME"] = self.folder
        environment["XDG_CONFIG_HOME"] = "\(self.folder)/config"
        environment["XDG_DATA_HOME"] = "\(self.folder)/data"
        environment["XDG_RUNTIME_DIR"] = "\(self.folder)/run"
        for name in ["DAYLINE_DATA", "DAYLINE_CONFIG", "COLUMNS", "NOTIFY_SOCKET"] {
            environment[name] = nil
        }
        self.environment = environment
    }

    /// Where its files are.
    var folders: SettingsFolders? { try? SettingsFolders(environment: environment) }
    /// The folder of its replica.
    var data: String { folders?.data ?? folder }
    /// Its daemon's control socket.
    var socket: String { folders?.socket ?? "" }

    /// Runs a `dayline` command as its user would.
    func dayline(_ words: [String]) throws -> DemoAnswer {
        let call = ["env", "-i"] + environment.map { "\($0.key)=\($0.value)" }
        let path = ProgramRunner.path(of: "dayline") ?? "dayline"
        let script = "exec \"$@\" 2>&1"
        let result = try ProgramRunner(
            ProgramCall(words: call + ["sh", "-c", script, "sh", path] + words, input: [])
        ).run()
        return DemoAnswer(
            status: result.status, text: String(decoding: result.output, as: UTF8.self))
    }

    func startDaemon() throws {
        daemon = try DemoProcess(
            ["dayline-sync", "--foreground"], environment: environment, log: "\(folder)/sync.log")
    }

    func stopDaemon() {
        daemon?.stop()
        daemon = nil
    }

    /// A connection to its daemon, on which what happens is told; nil when none answers in time.
    func listen(within milliseconds: Int) -> ControlConnection? {
        DemoClock.wait(milliseconds: milliseconds) {
            guard let connection = try? ControlConnection(path: socket) else { return nil }
            try? connection.send(.subscribe)
            return connection
        }
    }

    /// Events of this title that its replica has.
    func count(of title: String) -> Int { numbers(of: title).count }

    /// What commands call the events of this title here.
    func numbers(of title: String) -> [String] {
        guard let replica,
            let hits = try? replica.search(
                title, now: Instant(seconds: 0), display: .utc, limit: 50)
        else { return [] }
        return hits.filter { $0.title == title }.map { "\($0.object.row)" }
    }

    private var replica: Replica? {
        try? Replica.open(at: "\(data)/replica.sqlite", mode: .readOnly, zones: zones)
    }

    /// All events that its replica has.
    func count() -> Int {
        guard let replica, let calendars = try? replica.calendars() else { return 0 }
        return calendars.reduce(0) { $0 + ((try? replica.objectCount(in: $1.id)) ?? 0) }
    }
}

/// What a command said.
struct DemoAnswer: Hashable {
    let status: Int32
    let text: String
}
