import GRDB

/// Brings objects back to what the server has.
struct Discarder {
    let writer: ObjectWriter
    let journal: Journal

    private var database: Database { writer.database }

    func discard(_ operation: OperationRow) throws {
        guard let id = operation.object else { return try discardOnCalendar(operation) }
        let row = try Queries.syncRow(id, database)
        let carrying = try Queries.operations(of: id, database).first(where: \.carriesAnchor)
        let anchor = carrying?.anchor ?? row?.anchor ?? .none
        let calendar = carrying?.source ?? row?.calendar ?? operation.calendar
        try Queries.removeOperations(of: id, database)
        if row == nil { try journal.keepNew(id, database) } else { try journal.keep(id, database) }
        guard anchor.href != nil, let text = anchor.base ?? row?.text,
            let object = CalendarObject(text)
        else {
            // The server never had it.
            if row != nil { try writer.remove(id) }
            return
        }
        try Queries.setAnchor(.none, of: id, database)
        if row == nil {
            _ = try writer.add(
                object, text: text, hash: ObjectContent.hash(text), as: id, to: calendar)
        } else {
            try writer.replace(id, by: object, text: text, in: calendar)
        }
        try Queries.setAnchor(Anchor(href: anchor.href, etag: anchor.etag), of: id, database)
    }

    /// A calendar keeps its name here; what the server calls it comes with the next look at it.
    private func discardOnCalendar(_ operation: OperationRow) throws {
        try Queries.removeOperation(operation.seq, database)
    }
}
