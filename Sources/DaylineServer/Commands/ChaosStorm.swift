import Foundation

/// The steps of `events-chaos`, with what they leave to count.
struct ChaosStorm {
    let directory: String
    let events: Int
    let kills: Int
    let seed: UInt64
    let session: ServerSession
    private(set) var killed = 0
    private(set) var acknowledged = 0
    private var random: SeededGenerator

    init(directory: String, events: Int, kills: Int, seed: UInt64, session: ServerSession) {
        self.directory = directory
        self.events = events
        self.kills = kills
        self.seed = seed
        self.session = session
        random = SeededGenerator(seed: seed)
    }

    private var acknowledgements: String { directory + "/acknowledged" }

    private func sleep(_ milliseconds: Int) async throws {
        try await session.machine.world.sleep(.milliseconds(milliseconds))
    }

    private func start(_ role: ChaosWorker.Role, quota: Int = 0) throws -> ChaosProcess {
        try ChaosProcess(
            [
                "events-chaos", "--data", directory, "--role", role.rawValue, "--seed",
                "\(seed &* 1000 &+ UInt64(killed))", "--quota", "\(quota)",
            ], output: acknowledgements)
    }

    /// Lives that write a part of the events each, and end by a kill at a random moment.
    mutating func writeAndKill() async throws {
        _ = FileManager.default.createFile(atPath: acknowledgements, contents: nil)
        var written = 0
        while killed < kills || written < events {
            let left = events - written
            let quota = min(left, Int.random(in: 1...(2 * events / kills + 1), using: &random))
            let process = try start(.write, quota: (quota + 3) / 4 * 4)
            // It is killed while it starts, writes, delivers what it wrote, or tries again.
            let size = acknowledgedSize()
            let isEarly = Int.random(in: 0..<10, using: &random) == 0
            while !isEarly, process.isRunning, left > 0, acknowledgedSize() == size {
                try await sleep(2)
            }
            try await sleep(Int.random(in: 0...250, using: &random))
            process.kill()
            _ = await process.end()
            killed += 1
            written = try acknowledgedLines().count
        }
    }

    /// A last life that ends by itself.
    func settle() async throws {
        let status = await (try start(.settle)).end()
        guard status == 0 else { throw StoreError.damaged(reason: "settling ended with \(status)") }
    }

    /// Sends all dead letters back: one command is killed midway, then two work at once, while a
    /// server runs that is whole.
    mutating func retry() async throws {
        let server = try start(.serve)
        let doomed = try await start(.retry).end()
        killed += 1
        let arguments = ["dlq", "retry", "--all", "--wait", "--data", directory]
        var statuses: [Int32] = []
        repeat {
            // Until the lease of the killed command has lapsed, both are refused.
            if !statuses.isEmpty { try await sleep(500) }
            let two = try (1...2).map { _ in try ChaosProcess(arguments, errors: false) }
            statuses = []
            for process in two { statuses.append(await process.end()) }
        } while statuses.allSatisfy { $0 == ExitStatus.busy.rawValue }
        session.print("dlq retry: killed by \(doomed), then two at once ended with \(statuses)")
        server.kill()
        _ = await server.end()
        killed += 1
    }

    private func acknowledgedSize() -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: acknowledgements)
        return attributes?[.size] as? Int ?? 0
    }

    /// Whole lines: account and `Seq`.
    private func acknowledgedLines() throws -> [[Int]] {
        let text = try String(contentsOfFile: acknowledgements, encoding: .utf8)
        return text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int($0) } }
            .filter { $0.count == 2 }
    }

    /// - Parameter log: the last `Seq` of each account; the log has no gaps.
    /// - Returns: how many changes were acknowledged and are not in the log.
    mutating func acknowledgedAndLost(log: [AccountID: Seq]) throws -> Int {
        let lines = try acknowledgedLines()
        acknowledged = lines.count
        return lines.count { line in
            line[1] > log[AccountID(row: Int64(line[0]))]?.number ?? 0
        }
    }
}
