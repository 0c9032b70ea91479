import GRDB

extension Replica {
    /// What the replica holds of a calendar, by place on the server, with the objects whose
    /// deletion or move waits.
    public func known(in calendar: CalendarID) throws(ReplicaError) -> [String: KnownEntry] {
        try read { try Queries.known(in: calendar, $0) }
    }

    /// Stores what a server has, together with the progress that it brings: one transaction.
    ///
    /// What was edited here too is joined (`mergeObjects`); where both sides changed the same thing
    /// the server's stands, and ours is kept as an edit conflict. Is no step of undo.
    public func pull(
        _ changes: [RemoteChange], in calendar: CalendarID, progress: PullProgress, now: Instant
    ) throws(ReplicaError) -> PullSummary {
        try write { database in
            // The user may have removed it while it was pulled.
            guard let row = try Queries.calendar(calendar, database) else { return PullSummary() }
            var writer = RemoteWriter(
                calendar: calendar, account: SyncAccountID(row: Int64(row.account)),
                writer: ObjectWriter(database: database, zones: zones), now: now)
            for change in changes { try writer.take(change) }
            try writer.surface()
            try Queries.setProgress(progress, of: calendar, database)
            return writer.summary
        }
    }
}
