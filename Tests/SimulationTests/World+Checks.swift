import Core

@testable import DaylineSync

/// Letting things come to rest, and what must hold then.
extension SimulatedWorld {
    /// One history: users and faults for a while, then none, then the checks.
    func run(steps: Int) throws {
        for node in nodes.indices {
            var moment = 30
            for _ in 0..<steps {
                moment += Int.random(in: 0...60, using: &random)
                after(moment, .user(node: node))
            }
        }
        for _ in 0..<5 { after(Int.random(in: 0...(steps * 40), using: &random), .server) }
        advance(steps * 40 + 100)
        calm()
        let before = server.requests
        for round in 0..<4 {
            for node in nodes.indices {
                drive(node, .deletionsAccepted)
                drive(node, round == 2 ? .auditRequested : .syncRequested)
            }
            advance(2000)
        }
        let bound = nodes.count * (200 + 30 * server.objectCount)
        if server.requests - before > bound {
            failures.append("\(server.requests - before) requests after all faults were over")
        }
        try check()
    }

    private func advance(_ seconds: Int) {
        let end = time + seconds
        while failures.isEmpty, step(until: end) {}
        time = max(time, end)
    }

    /// Nothing goes wrong any more.
    private func calm() {
        hasFaults = false
        server.quota = .max
        note("calm")
        for node in nodes.indices where !nodes[node].isUp {
            nodes[node].life += 1
            events.removeAll { if case .start(node) = $0.kind { true } else { false } }
            nodes[node].isUp = true
            drive(node, .started)
        }
    }

    /// Marks in everything that a user can see at a device.
    func visibleMarks(_ node: Int) throws -> Set<Int> {
        let replica = nodes[node].replica
        var marks: Set<Int> = []
        for calendar in try replica.calendars(of: nodes[node].account) {
            for id in try replica.objectIDs(in: calendar.id) {
                guard let stored = try replica.object(id) else { continue }
                marks.formUnion(Text.marks(stored.object.calendar.bytes))
            }
        }
        for conflict in try replica.editConflicts() {
            marks.formUnion(Text.marks(conflict.local))
            marks.formUnion(Text.marks(conflict.remote))
            marks.formUnion(Text.marks(conflict.base))
        }
        return marks
    }

    private func check() throws {
        guard failures.isEmpty else { return }
        checkServer()
        var found = server.marks
        for node in nodes.indices {
            if nodes[node].rested != .some(.none) {
                failures.append("\(node) does not rest: \(String(describing: nodes[node].rested))")
            }
            found.formUnion(try checkReplica(node))
        }
        let lost = ledger.open.subtracting(found)
        if !lost.isEmpty { failures.append("lost edits: \(lost.sorted())") }
    }

    private func checkServer() {
        for (id, count) in server.carriedOut where count > 1 {
            failures.append("operation \(id) was carried out \(count) times")
        }
        for (path, collection) in server.collections {
            let uids = collection.objects.values.compactMap { Text.uid($0.text) }
                .filter { !copied.contains($0) }
            let twice = Dictionary(grouping: uids) { $0 }.filter { $1.count > 1 }.keys.sorted()
            if !twice.isEmpty { failures.append("\(path) has twice: \(twice)") }
        }
    }

    /// - Returns: the marks that are kept at the device for the user to decide.
    private func checkReplica(_ node: Int) throws -> Set<Int> {
        let replica = nodes[node].replica
        var kept: Set<Int> = []
        var undecided: Set<ObjectID> = []
        let outbox = try replica.outbox()
        for entry in outbox {
            guard let object = entry.object else { continue }
            if case .dead = entry.state { undecided.insert(object) }
            // Nor can it be stored where the calendar was deleted by others.
            let collection = try replica.calendars(of: nodes[node].account)
                .first { $0.id == entry.calendar }?.href
            if let collection, server.collections[collection] == nil { undecided.insert(object) }
        }
        for entry in outbox {
            // What comes behind a dead letter waits with it for the user.
            let isUndecided = entry.object.map { undecided.contains($0) } ?? false
            if case .waiting = entry.state, !isUndecided {
                failures.append("\(node) still has \(entry)")
            }
            kept.formUnion(Text.marks(try replica.outgoingText(entry.id)))
        }
        for conflict in try replica.editConflicts() {
            undecided.insert(conflict.object)
            for text in [conflict.base, conflict.local, conflict.remote] {
                kept.formUnion(Text.marks(text))
            }
        }
        let isDecided = undecided.isEmpty
        for calendar in try replica.calendars(of: nodes[node].account) {
            guard let href = calendar.href else { continue }
            let there = server.collections[href]?.objects ?? [:]
            var texts = Dictionary(grouping: there.values.map(\.text)) { Text.uid($0) ?? "" }
            for id in try replica.objectIDs(in: calendar.id) {
                guard let stored = try replica.object(id) else { continue }
                let text = stored.object.calendar.bytes
                if undecided.contains(id) { kept.formUnion(Text.marks(text)) }
                let others = texts.removeValue(forKey: stored.object.uid.text) ?? []
                if !others.contains(text), !undecided.contains(id) {
                    failures.append(
                        """
                        \(node) \(calendar.name) differs in \(stored.object.uid.text):
                        \(String(decoding: text, as: UTF8.self))
                        server: \(others.map { String(decoding: $0, as: UTF8.self) })
                        """)
                }
            }
            if isDecided, !texts.isEmpty {
                failures.append("\(node) \(calendar.name) misses \(texts.keys.sorted())")
            }
        }
        return kept
    }
}
