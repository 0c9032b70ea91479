import Foundation
import Synchronization

@testable import DaylineServer

/// The testing library has an `ExitStatus` too.
typealias CommandStatus = ExitStatus

/// A machine made by hand, with a data directory of its own that goes away with the test.
final class CommandFixture: Sendable {
    struct Run: Hashable {
        let status: ExitStatus
        let output: String
        let error: String
    }

    let folder: URL
    let clock = StandingClock()
    /// What is typed on the terminal, in turn; nothing without one.
    private let typed = Mutex<[String]>([])
    private let written = Mutex<[ServerMachine.Channel: String]>([:])
    private let counter = Mutex(UInt8(0))

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dayline-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var data: String { folder.appendingPathComponent("data").path }
    var database: String { data + "/dayline.db" }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Runs a command line on the data directory.
    func run(_ arguments: String..., typing: [String] = []) async -> Run {
        await run(arguments + ["--data", data], typing: typing)
    }

    /// Runs a command line as it is.
    func run(_ arguments: [String], typing: [String] = []) async -> Run {
        typed.withLock { $0 = typing }
        written.withLock { $0 = [:] }
        let status = await runServerCommandLine(arguments, machine: machine)
        return written.withLock {
            Run(status: status, output: $0[.output] ?? "", error: $0[.error] ?? "")
        }
    }

    func addUser(_ name: String = "mina") async -> Run {
        await run("user", "add", name, typing: ["long enough", "long enough"])
    }

    private var machine: ServerMachine {
        let world = World(
            now: { [clock] in clock.now },
            random: { [self] count in
                counter.withLock { counter in
                    (0..<count).map { _ in
                        counter &+= 1
                        return counter
                    }
                }
            },
            sleep: { _ in throw CancellationError() })
        return ServerMachine(
            world: world, zones: StoreFixture.zones,
            write: { [self] channel, text in written.withLock { $0[channel, default: ""] += text }
            },
            isErrorTerminal: false,
            readFile: { path in
                guard let data = FileManager.default.contents(atPath: path) else {
                    throw ServerCommandError.badInput(
                        path: path, reason: "no such file or directory")
                }
                return Array(data)
            },
            askSecret: { [self] _ in
                typed.withLock { $0.isEmpty ? nil : Array($0.removeFirst().utf8) }
            },
            passwordCost: .least, serve: { _, _ in })
    }
}
