import Core
import GRDB

extension DomainEvent {
    /// What `ServerQueries.event` reads, of the table `event`.
    static let columns = """
        event.position, event.account, event.seq, event.id, event.kind, event.collection,
        event.name, event.resource, event.etag, event.at
        """
    static let columnCount: Int32 = 10
}

extension SQLStatement {
    /// All rows of a query whose first columns are `DomainEvent.columns`.
    func events() throws -> [DomainEvent] {
        var events: [DomainEvent] = []
        while try next() { events.append(try event()) }
        return events
    }

    /// The event of this row.
    func event() throws -> DomainEvent {
        guard let event = ServerQueries.event(self) else {
            throw StoreError.damaged(reason: "event \(integer(0)) cannot be read")
        }
        return event
    }
}
