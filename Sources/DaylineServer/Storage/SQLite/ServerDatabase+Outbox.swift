import Core
import GRDB

extension ServerDatabase {
    /// What `EventServices` needs of the store.
    func eventStores(now: @escaping @Sendable () -> WallTime) -> EventServices.Stores {
        EventServices.Stores(
            outbox: SQLiteOutbox(database: self), inbox: SQLiteInbox(database: self),
            leases: SQLiteLeases(database: self, now: now),
            history: SQLiteHistory(database: self))
    }

    /// How events stand.
    func eventFigures() async throws -> EventFigures {
        try await read { database in
            var figures = EventFigures()
            let outbox = try SQLStatement(
                """
                SELECT (SELECT count(*) FROM outbox),
                    (SELECT at FROM event WHERE position = (SELECT min(position) FROM outbox))
                """, database)
            if try outbox.next() {
                figures.outbox = outbox.integer(0)
                figures.oldest =
                    outbox.isNull(1) ? nil : outbox.time(1)
            }
            outbox.reset()
            let parked = try SQLStatement(
                """
                SELECT consumer, state = 'dead', count(*) FROM delivery
                GROUP BY consumer, state = 'dead'
                """, database)
            while try parked.next() {
                if parked.flag(1) {
                    figures.deadLetters[parked.text(0)] = parked.integer(2)
                } else {
                    figures.waiting[parked.text(0)] = parked.integer(2)
                }
            }
            return figures
        }
    }
}
