import ArgumentParser

/// `dayline-server events-chaos`: proves by counting that no event is lost or handled twice, while
/// consumers fail, deliveries are repeated and reordered, and the process is killed at any moment.
struct EventsChaosCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "events-chaos",
        abstract: "For testing: kill a server while it delivers events, then count.",
        shouldDisplay: false)

    @OptionGroup var options: DataOptions
    @Option(help: "Events to write.") var events = 10_000
    @Option(help: "What is random follows from it.") var seed: UInt64 = 1
    @Option(help: "How often the process is killed at least.") var kills = 30
    @Option(help: "One life of the process.") var role: ChaosWorker.Role?
    @Option(help: "Events to write in that life.") var quota = 0

    func run(_ session: ServerSession) async throws -> ExitStatus {
        guard let role else { return try await storm(session) }
        try await session.withStore(options) { store in
            try await ChaosWorker(
                store: store, role: role, seed: seed, quota: quota, session: session
            ).run()
        }
        return .ok
    }

    private func storm(_ session: ServerSession) async throws -> ExitStatus {
        try await session.withStore(options, mayCreate: true) { store in
            try await ChaosWorker.prepare(store, session)
        }
        var storm = ChaosStorm(
            directory: try session.directory(options).path, events: events, kills: kills,
            seed: seed, session: session)
        try await storm.writeAndKill()
        try await storm.settle()
        try await balance("before retry", session)
        try await storm.retry()
        let balance = try await balance("after retry", session)
        let lost = try storm.acknowledgedAndLost(
            log: try await session.withStore(options) { try await $0.database.lastSeqs() })
        session.print("killed: \(storm.killed); acknowledged: \(storm.acknowledged), lost: \(lost)")
        let isWhole =
            lost == 0 && balance.isWhole && balance.events >= events && storm.killed >= kills
        session.print(isWhole ? "PASS" : "FAIL (seed \(seed))")
        return isWhole ? .ok : .problems
    }

    @discardableResult
    private func balance(_ title: String, _ session: ServerSession) async throws -> EventBalance {
        let balance = try await session.withStore(options) { try await $0.database.eventBalance() }
        session.print("\(title): \(balance.events) events in the log, \(balance.missing) missing")
        for (consumer, count) in balance.processed.sorted(by: { $0.key < $1.key }) {
            let dead = balance.figures.deadLetters[consumer] ?? 0
            let share = 100 * Double(count) / Double(max(1, balance.events))
            session.print(
                "  \(consumer): \(count) processed (\(share) %), \(dead) dead letters")
        }
        session.print(
            """
              effects: \(balance.effectsMissing) missing, \(balance.effectsTwice) twice; \
            outbox \(balance.figures.outbox), waiting \(balance.figures.waiting.values.reduce(0, +))
            """)
        return balance
    }
}

extension EventBalance {
    /// Whether every event was processed once by every consumer.
    var isWhole: Bool {
        missing == 0 && effectsMissing == 0 && effectsTwice == 0 && figures.outbox == 0
            && figures.waiting.isEmpty && figures.deadLetters.isEmpty && processed.count == 2
            && processed.values.allSatisfy { $0 == events }
    }
}
