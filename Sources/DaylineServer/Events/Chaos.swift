import Synchronization

/// What goes wrong on purpose, to show that nothing is lost or done twice; for tests.
final class Chaos: Sendable {
    struct Plan: Hashable, Sendable {
        var seed: UInt64 = 1
        /// Of the attempts, how many fail; 0 ... 1.
        var failures = 0.1
        /// Of the events, how many are delivered again, now or later; 0 ... 1.
        var repeats = 0.1
        /// Of the deliveries, how many come in another order; 0 ... 1.
        var disorder = 0.25
        /// Every how many events one fails always; 0 for none.
        var poison = 0
    }

    /// The consumer failed because it was asked to.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let plan: Plan
    private let random: Mutex<SeededGenerator>

    init(_ plan: Plan) {
        self.plan = plan
        random = Mutex(SeededGenerator(seed: plan.seed))
    }

    /// True in a share of the calls.
    private func happens(_ share: Double) -> Bool {
        random.withLock { Double.random(in: 0..<1, using: &$0) } < share
    }

    fileprivate var isRepeated: Bool { happens(plan.repeats) }
    fileprivate var isDisordered: Bool { happens(plan.disorder) }

    fileprivate func failBefore(_ event: DomainEvent) throws {
        if plan.poison > 0, event.position.isMultiple(of: plan.poison) {
            throw Failure(description: "a poison event")
        }
        if happens(plan.failures / 2) { throw Failure(description: "failed before the effect") }
    }

    fileprivate func failAfter() throws {
        if happens(plan.failures / 2) { throw Failure(description: "failed after the effect") }
    }

    fileprivate func shuffled(_ events: [DomainEvent]) -> [DomainEvent] {
        random.withLock { events.shuffled(using: &$0) }
    }
}

/// A consumer that fails now and then.
struct ChaosConsumer: Consumer {
    private let consumer: any Consumer
    private let chaos: Chaos

    init(_ consumer: any Consumer, _ chaos: Chaos) {
        self.consumer = consumer
        self.chaos = chaos
    }

    var name: String { consumer.name }

    func apply(_ event: DomainEvent, in transaction: any EffectWriting) throws {
        try chaos.failBefore(event)
        try consumer.apply(event, in: transaction)
        try chaos.failAfter()
    }

    func afterCommit(_ events: [DomainEvent]) async { await consumer.afterCommit(events) }
}

/// A bus that repeats events, at once and much later, and breaks their order.
final class ChaosBus: EventBus {
    private let bus: any EventBus
    private let chaos: Chaos
    /// Events that will come again.
    private let memory = Mutex<[DomainEvent]>([])

    init(_ bus: any EventBus, _ chaos: Chaos) {
        self.bus = bus
        self.chaos = chaos
    }

    func subscribe(
        _ group: String, _ receive: @escaping @Sendable (Publication) async throws -> Void
    ) {
        bus.subscribe(group, receive)
    }

    func publish(_ publication: Publication) async throws {
        var late = memory.withLock { memory in
            defer { memory = [] }
            return memory
        }
        let again = publication.events.filter { _ in chaos.isRepeated }
        var deliveries = [publication.events, again]
        if chaos.isDisordered {
            deliveries[0] = chaos.shuffled(deliveries[0])
            late = chaos.shuffled(late)
        }
        if chaos.isRepeated { deliveries.insert(late, at: 0) } else { deliveries.append(late) }
        for events in deliveries where !events.isEmpty {
            try await bus.publish(
                Publication(events: events, isSuspect: publication.isSuspect))
        }
        memory.withLock { $0 = again }
    }
}

/// A small generator whose numbers follow from a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
