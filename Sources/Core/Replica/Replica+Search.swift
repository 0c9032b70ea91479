import GRDB

extension Replica {
    /// Objects that contain every word of a text in title, location, notes or categories, a word
    /// by its beginning and without regard to case and accents; Chinese, Japanese and Korean by
    /// any part of a word.
    ///
    /// Where every word is in the title comes first, then what is nearest to `now`. When nothing
    /// is found, titles that contain the text anywhere. Any text is allowed.
    /// - Parameter display: the zone of floating times and dates, and of `Instance.local`.
    public func search(
        _ text: String, now: Instant, display: Zone, limit: Int = 100
    ) throws(ReplicaError) -> [SearchHit] {
        let trimmed = String(text.prefix(ReplicaLimits.searchLength).drop(while: \.isWhitespace))
        guard !trimmed.isEmpty, limit > 0 else { return [] }
        return try read { database in
            var finder = SearchFinder(
                database: database, now: now, limit: limit,
                nearest: NearestInstance(now: now, display: display, zones: zones))
            return try finder.find(trimmed)
        }
    }
}

/// Finds, ranks and describes objects.
private struct SearchFinder {
    let database: Database
    let now: Instant
    let limit: Int
    var nearest: NearestInstance

    mutating func find(_ text: String) throws -> [SearchHit] {
        var hits: [SearchHit] = []
        if let expression = SearchText.query(text) {
            let titled = try matching("{title} : (\(expression))")
            hits = try described(titled, isTitleMatch: true)
            if hits.count < limit {
                let known = Set(titled)
                let others = try matching(expression).filter { !known.contains($0) }
                hits += try described(others, isTitleMatch: false)
            }
        }
        if hits.isEmpty {
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let titled = try Queries.objects(
                titled: words, limit: ReplicaLimits.rankedHits, database)
            hits = try described(titled, isTitleMatch: true)
        }
        return Array(hits.prefix(limit))
    }

    private func matching(_ expression: String) throws -> [ObjectID] {
        try Queries.objects(
            matching: expression, limit: ReplicaLimits.rankedHits, database)
    }

    /// The nearest of the objects, described; the order by whole spans decides which, the order
    /// by instances how they are shown.
    private mutating func described(
        _ ids: [ObjectID], isTitleMatch: Bool
    ) throws -> [SearchHit] {
        var ranked = try ids.map { (id: $0, distance: try distance($0)) }
        ranked.sort { ($0.distance, $1.id) < ($1.distance, $0.id) }
        var hits: [SearchHit] = []
        for (id, _) in ranked.prefix(limit) {
            if let hit = try hit(id, isTitleMatch) { hits.append(hit) }
        }
        let keyed = hits.enumerated().map { ($0.offset, distance($0.element.nearest)) }
        return keyed.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { hits[$0.0] }
    }

    private func distance(_ id: ObjectID) throws -> Int {
        try Queries.spans(of: id, database).map { span in
            max(span.lowerBound - now.seconds, now.seconds - span.upperBound, 0)
        }.min() ?? .max
    }

    private func distance(_ instance: Instance?) -> Int {
        guard let span = instance?.span else { return .max }
        return max(
            span.lowerBound.seconds - now.seconds, now.seconds - span.upperBound.seconds, 0)
    }

    private mutating func hit(_ id: ObjectID, _ isTitleMatch: Bool) throws -> SearchHit? {
        let entries = try Queries.entries(of: id, database)
        guard let first = entries.first, let calendar = try Queries.calendar(of: id, database)
        else { return nil }
        return SearchHit(
            object: id, calendar: calendar, uid: first.uid, title: first.title,
            location: first.location, start: first.start,
            nearest: nearest.instance(of: entries)?.stored(as: id, in: calendar),
            isTitleMatch: isTitleMatch)
    }
}
