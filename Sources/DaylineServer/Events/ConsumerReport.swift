import Logging
import Metrics

/// What a consumer does, in figures and, where someone should look, in the log.
struct ConsumerReport: Sendable {
    private let consumer: String
    private let logger: Logger
    private let processed: Counter
    private let repeated: Counter
    private let failed: Counter
    private let deadLetters: Counter

    init(_ consumer: String, _ logger: Logger) {
        func counter(_ name: String) -> Counter {
            Counter(
                label: "dayline_server_events_\(name)_total", dimensions: [("consumer", consumer)])
        }
        self.consumer = consumer
        self.logger = logger
        processed = counter("processed")
        repeated = counter("repeated")
        failed = counter("failed")
        deadLetters = counter("dead")
    }

    func handled(_ events: HandledEvents) {
        processed.increment(by: events.applied.count)
        repeated.increment(by: events.repeated)
        failed.increment(by: events.failed + events.dead.count)
        dead(events.dead)
    }

    func dead(_ letters: [FailedEvent]) {
        deadLetters.increment(by: letters.count)
        for letter in letters {
            logger.error(
                "an event became a dead letter",
                metadata: [
                    "consumer": "\(consumer)", "event": "\(letter.event.id.text)",
                    "attempts": "\(letter.attempts)", "reason": "\(letter.reason)",
                ])
        }
    }
}
