import GRDB

/// What a server has that no row can hold.
extension RemoteWriter {
    /// - Parameter uid: nil for what is no calendar object.
    func setAside(_ remote: RemoteObject, uid: UID?) throws {
        try Queries.setAside(
            AsideRow(href: remote.href, etag: remote.etag, uid: uid, text: remote.text),
            in: calendar, database)
    }

    /// What was set aside takes the place of what had its UID and is gone.
    mutating func surface() throws {
        for row in try Queries.freeAsides(in: calendar, database) {
            try Queries.removeAside(at: row.href, in: calendar, database)
            try take(RemoteObject(href: row.href, etag: row.etag, text: row.text))
        }
    }
}
