import Core
import Foundation
import GRDB

/// Something wrong in the database.
struct CheckFinding: Hashable, Sendable {
    /// As in `user mina, calendar work, object a.ics`; the database itself when empty.
    let place: String
    let problem: String
}

/// Looks for what must never be: damage of the file, and rows that contradict each other.
struct DatabaseCheck {
    let database: Database
    let zones: ZoneDatabase
    private(set) var findings: [CheckFinding] = []
    /// Objects that were read.
    private(set) var objects = 0

    /// More findings say nothing more.
    static let limit = 1000

    init(_ database: Database, zones: ZoneDatabase) {
        self.database = database
        self.zones = zones
    }

    /// Looks at everything at one moment of the database.
    mutating func run() throws {
        try checkFile()
        // Rows of a damaged file would only repeat the damage, in many words.
        guard findings.isEmpty else { return }
        try checkAccounts()
        try checkCollections()
        try checkObjects()
    }

    private mutating func add(_ place: String, _ problem: String) {
        guard findings.count < Self.limit else { return }
        findings.append(CheckFinding(place: place, problem: problem))
    }

    private mutating func checkFile() throws {
        let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check(100)")
        for line in lines where line != "ok" { add("", line) }
        for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check") {
            let (table, parent) = (row[0] as String, row[2] as String)
            add("", "a row of \(table) belongs to nothing in \(parent)")
        }
    }

    /// The log is gapless up to the account's number, and the outbox knows no other events.
    private mutating func checkAccounts() throws {
        let sql = """
            SELECT name, seq, floor,
                (SELECT count(*) FROM event
                    WHERE account = a.id AND event.seq > a.floor AND event.seq <= a.seq),
                (SELECT count(*) FROM event
                    WHERE account = a.id AND (event.seq <= a.floor OR event.seq > a.seq)),
                (SELECT coalesce(max(collection.seq), 0) FROM collection WHERE account = a.id)
            FROM account a ORDER BY name
            """
        for row in try Row.fetchAll(database, sql: sql) {
            let place = "user \(row[0] as String)"
            let (seq, floor) = (row[1] as Int, row[2] as Int)
            let (inside, outside) = (row[3] as Int, row[4] as Int)
            if inside != seq - floor {
                add(place, "the log lacks \(seq - floor - inside) of its changes up to \(seq)")
            }
            if outside > 0 { add(place, "the log has \(outside) changes that did not happen") }
            if (row[5] as Int) > seq { add(place, "a calendar is ahead of change \(seq)") }
        }
        let strays = try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM outbox
                WHERE position NOT IN (SELECT position FROM event)
                """)
        if let strays, strays > 0 { add("", "the outbox holds \(strays) unknown events") }
    }

    private mutating func checkCollections() throws {
        let sql = """
            SELECT account.name, collection.name,
                (SELECT count(*) FROM resource
                    WHERE collection = collection.id AND resource.seq > collection.seq),
                (SELECT count(*) FROM tombstone JOIN resource USING (collection, name)
                    WHERE tombstone.collection = collection.id)
            FROM collection JOIN account ON account.id = collection.account
            """
        for row in try Row.fetchAll(database, sql: sql) {
            let place = "user \(row[0] as String), calendar \(row[1] as String)"
            let (ahead, both) = (row[2] as Int, row[3] as Int)
            if ahead > 0 { add(place, "\(ahead) objects are ahead of it") }
            if both > 0 { add(place, "\(both) objects are both there and deleted") }
        }
    }

    private mutating func checkObjects() throws {
        let sql = """
            SELECT account.name, collection.name, resource.name, uid, component, etag, hash,
                bytes, text, resource.id
            FROM resource JOIN collection ON collection.id = resource.collection
                JOIN account ON account.id = collection.account
            ORDER BY resource.id
            """
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            objects += 1
            let place = """
                user \(row[0] as String), calendar \(row[1] as String), object \(row[2] as String)
                """
            for problem in try problems(of: row) { add(place, problem) }
        }
    }

    private func problems(of row: Row) throws -> [String] {
        let text = Array(row[8] as Data)
        guard let calendar = parseICalendar(text).components.first,
            let object = try? CalendarObject(calendar: calendar)
        else { return ["it cannot be read"] }
        let prepared = PreparedObject(object, text: text, zones: zones)
        var problems: [String] = []
        if prepared.etag != row[5] { problems.append("its etag is not of its text") }
        if text.count != row[7] { problems.append("its length is not of its text") }
        if prepared.contentHash != row[6] { problems.append("its hash is not of its content") }
        if prepared.uid != row[3] { problems.append("its UID is not the one in its text") }
        if object.kind != row[4] { problems.append("its kind is not the one in its text") }
        let wanted = prepared.entries.map(SpanValues.init)
        if try SpanValues.stored(of: row[9], database) != wanted {
            problems.append("the time index is not of its text")
        }
        return problems
    }
}

/// A row of the time index, to be compared.
private struct SpanValues: Hashable {
    let numbers: [Int]
    let title: String
    let seed: [UInt8]?

    init(_ entry: IndexEntry) {
        numbers = [
            SpanClass(entry.span, isLocal: entry.isLocal).code, entry.span.lowerBound,
            entry.span.upperBound, EntryFlags(entry).packed, entry.length.exactSeconds,
        ]
        title = entry.title
        seed = entry.seed.map { Array($0.encoded) }
    }

    private init(_ row: SQLStatement) {
        numbers = (0..<5).map { row.integer(Int32($0)) }
        title = row.text(5)
        seed = row.isNull(6) ? nil : row.blob(6)
    }

    static func stored(of resource: Int, _ database: Database) throws -> [SpanValues] {
        let query = try SQLStatement(
            """
            SELECT class, start, "end", flags, exact, title, seed FROM span
            WHERE resource = ? ORDER BY nr
            """, database)
        try query.bind(.integer(resource))
        var found: [SpanValues] = []
        while try query.next() { found.append(SpanValues(query)) }
        return found
    }
}
