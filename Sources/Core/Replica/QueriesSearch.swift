import GRDB

/// The search index (FTS5); expressions come from `SearchText`.
extension Queries {
    static func addDocument(
        _ document: SearchDocument, of id: ObjectID, _ database: Database
    ) throws {
        try SQLStatement(
            "INSERT INTO search (rowid, title, location, notes, categories) VALUES (?, ?, ?, ?, ?)",
            database
        ).run(
            .integer(Int(id.row)), .text(document.title), .text(document.location),
            .text(document.notes), .text(document.categories))
    }

    /// Objects that match, the last added first, at most `limit`.
    static func objects(
        matching expression: String, limit: Int, _ database: Database
    ) throws -> [ObjectID] {
        let query = try SQLStatement(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?", database)
        try query.bind(.text(expression), .integer(limit))
        var ids: [ObjectID] = []
        while try query.next() { ids.append(ObjectID(row: Int64(query.integer(0)))) }
        return ids
    }

    /// Objects with a title that contains `text`, without regard to the case of ASCII letters.
    static func objects(
        titled text: String, limit: Int, _ database: Database
    ) throws -> [ObjectID] {
        var pattern = "%"
        for character in text {
            if "%_\\".contains(character) { pattern.append("\\") }
            pattern.append(character)
        }
        let query = try SQLStatement(
            """
            SELECT object FROM single WHERE title LIKE ?1 ESCAPE '\\'
            UNION SELECT object FROM series WHERE title LIKE ?1 ESCAPE '\\' LIMIT ?2
            """, database)
        try query.bind(.text(pattern + "%"), .integer(limit))
        var ids: [ObjectID] = []
        while try query.next() { ids.append(ObjectID(row: Int64(query.integer(0)))) }
        return ids
    }

    /// Merges the search index into one segment, as is good after many changes.
    static func optimizeSearch(_ database: Database) throws {
        try SQLStatement("INSERT INTO search (search) VALUES ('optimize')", database).run()
    }

    /// Throws when the search index does not fit its documents.
    static func checkSearch(_ database: Database) throws {
        try SQLStatement("INSERT INTO search (search) VALUES ('integrity-check')", database).run()
    }
}
