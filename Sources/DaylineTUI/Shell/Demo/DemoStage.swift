import Control
import Core

/// The demo's server and two machines, all in one throw-away folder and on loopback.
final class DemoStage {
    let laptop: DemoDevice
    let desktop: DemoDevice
    let server: DemoProcess
    let address: String
    private let folder: String

    static let user = "mina"
    /// Nobody else can reach the server, and it is gone with the demo.
    private static let password = "throw-away"
    static let account = "demo"

    /// Starts the server and connects both machines with it.
    ///
    /// - Returns: nil when a program is not there.
    init?(_ script: DemoScript) throws {
        let (folder, machine, zones) = (script.folder, script.machine, script.profile.zones)
        guard ProgramRunner.path(of: "dayline-server") != nil,
            ProgramRunner.path(of: "dayline-sync") != nil, let port = DemoClock.freePort()
        else { return nil }
        self.folder = folder
        address = "http://127.0.0.1:\(port)/"
        laptop = DemoDevice("laptop", in: folder, of: machine, zones: zones)
        desktop = DemoDevice("desktop", in: folder, of: machine, zones: zones)
        let data = "\(folder)/server"
        let made = try ProgramRunner(
            ProgramCall(
                words: [
                    "dayline-server", "user", "add", DemoStage.user, "--data", data,
                    "--password-file", "-",
                ], input: Array(DemoStage.password.utf8))
        ).run()
        guard made.status == 0 else { throw DemoFailure.program("dayline-server user add") }
        server = try DemoProcess(
            [
                "dayline-server", "serve", "--data", data, "--plain-http", "--listen",
                "127.0.0.1:\(port)",
            ], environment: machine.environment, log: "\(folder)/server.log")
        guard DemoClock.wait(milliseconds: 10_000, { DemoClock.answers(port: port) }) != nil else {
            throw DemoFailure.late("dayline-server")
        }
    }

    /// Makes a machine's folders and adds the account there; what the command said.
    func connect(_ device: DemoDevice) throws -> String {
        for path in ["config", "data", "run"] {
            try ProfileFiles.makeFolder("\(device.folder)/\(path)")
        }
        let secret = "\(device.folder)/password"
        try ProfileFiles.replace(secret, with: Array(DemoStage.password.utf8), mode: 0o600)
        let answer = try device.dayline([
            "account", "add", address, "--user", DemoStage.user, "--password-file", secret,
            "--name", DemoStage.account,
        ])
        guard answer.status == 0 else { throw DemoFailure.said(answer.text) }
        return answer.text
    }

    func stop() {
        laptop.stopDaemon()
        desktop.stopDaemon()
        server.stop()
    }
}

extension DemoStage {
    /// Shows the laptop's screen, or, without a terminal, plays the walk.
    ///
    /// - Returns: false where the programs are not installed.
    static func play(_ script: DemoScript, _ runScreen: (Profile) throws -> Void) throws -> Bool {
        let say: (String) -> Void = { text in
            var line = OutputBuffer()
            line.safe(text)
            line.line()
            script.machine.write(.output, line.bytes)
        }
        let start = DemoClock.now()
        do {
            guard let stage = try DemoStage(script) else { return false }
            defer { stage.stop() }
            say("dayline-server at \(stage.address): \(Int(DemoClock.now() - start)) ms")
            for device in [stage.laptop, stage.desktop] {
                for line in try stage.connect(device).split(separator: "\n") {
                    say("  \(device.name): \(line)")
                }
            }
            let count = try stage.fill(script)
            guard !script.isOnScreen else {
                try stage.show(script, runScreen)
                return true
            }
            let today = script.profile.zone.local(at: script.machine.now()).date
            try DemoWalk(stage, today: today, say: say).run(count: count)
            return true
        } catch let failure as DemoFailure {
            throw CommandError.server(failure.sentence, hint: "")
        } catch ProgramError.missing(let name) {
            throw CommandError.server("\(name) is not there", hint: "")
        }
    }

    private func fill(_ script: DemoScript) throws -> Int {
        let replica = try Replica.open(
            at: "\(laptop.data)/replica.sqlite", zones: script.profile.zones)
        guard let account = try replica.accounts().first(where: { $0.name == DemoStage.account })
        else { throw DemoFailure.late("the account") }
        return try script.fill(replica, account: account.id, now: script.machine.now())
    }

    private func show(_ script: DemoScript, _ runScreen: (Profile) throws -> Void) throws {
        try laptop.startDaemon()
        try desktop.startDaemon()
        try runScreen(
            Profile(
                folder: laptop.data, zones: script.profile.zones, zone: script.profile.zone,
                folders: laptop.folders, color: script.color))
    }
}

/// Why the demo could not go on.
enum DemoFailure: Error, Hashable {
    /// A program ended with an error.
    case program(String)
    /// Something did not happen in time.
    case late(String)
    /// What a command said instead of what was wanted.
    case said(String)

    var sentence: String {
        switch self {
        case .program(let name): "\(name) ended with an error"
        case .late(let what): "\(what) did not come in time"
        case .said(let text): text
        }
    }
}
