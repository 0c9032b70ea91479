import Core

@testable import DaylineSync

/// What happens on the server without any of our devices: other clients, and its administrator.
extension SimulatedWorld {
    func disturbServer() {
        guard hasFaults else { return }
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
            server.epoch += 1
            note("server: tokens are invalid")
        case 2, 3: strangerEdits()
        case 4: strangerAdds()
        case 5: strangerCopies()
        case 6: strangerDeletes()
        default: if chance(3) { strangerWipes() }
        }
        for node in nodes.indices { after(1, .hint(node: node)) }
    }

    private var places: [String] {
        server.collections.keys.sorted().flatMap { path in
            (server.collections[path]?.objects.keys.sorted() ?? []).map { path + $0 }
        }.filter { reserved[$0].map { $0.until <= time } ?? true }
    }

    private func strangerEdits() {
        guard let place = places.randomElement(using: &random), let old = server.object(place),
            let (collection, name) = server.place(place)
        else { return }
        let mark = ledger.next()
        let property = ["SUMMARY", "LOCATION", "COMMENT"].randomElement(using: &random)
        let new = Text.set(property ?? "SUMMARY", "by a stranger @\(mark)@", in: old.text)
        server.store(new, collection, name)
        ledger.save(mark)
        ledger.settle(Text.marks(old.text).subtracting(Text.marks(new)))
        note("stranger edits \(place) @\(mark)@")
    }

    private func strangerAdds() {
        guard let collection = server.collections.keys.sorted().randomElement(using: &random) else {
            return
        }
        let mark = ledger.next()
        let text = Text.new("s\(mark)", start: mark, mark: mark)
        server.store(text, collection, "from%20afar-\(mark).ics")
        ledger.save(mark)
        note("stranger adds s\(mark) @\(mark)@")
    }

    /// Where the server allows it, a second object with the UID of another one.
    private func strangerCopies() {
        guard server.traits.uids == .any, let place = places.randomElement(using: &random),
            let old = server.object(place), let (collection, _) = server.place(place),
            let uid = Text.uid(old.text)
        else { return }
        copied.insert(uid)
        let mark = ledger.next()
        server.store(
            Text.set("COMMENT", "copy @\(mark)@", in: old.text), collection, "copy-\(mark).ics")
        note("stranger copies \(place) to copy-\(mark).ics")
    }

    private func strangerDeletes() {
        guard let place = places.randomElement(using: &random), let old = server.object(place)
        else { return }
        server.remove(place)
        ledger.settle(Text.marks(old.text))
        note("stranger deletes \(place)")
    }

    /// A server that was emptied, restored, or exchanged. Devices keep what they have until their
    /// users consent.
    private func strangerWipes() {
        let path = server.collections.keys.sorted().randomElement(using: &random)
        guard let path, places.count == server.objectCount else { return }
        for (name, object) in server.collections[path]?.objects.sorted(by: { $0.key < $1.key })
            ?? []
        {
            server.remove(path + name)
            ledger.settle(Text.marks(object.text))
        }
        note("stranger wipes \(path)")
    }

    /// More deletions than one believes reach the replica only with its user's consent.
    func checkDeletions(_ request: StoreRequest, _ node: Int) throws {
        guard case .pull(let changes, let id, _) = request else { return }
        let replica = nodes[node].replica
        // What was edited here is kept, or was to be deleted anyway.
        let known = (nodes[node].known[id] ?? [:]).filter { !$0.value.isEdited }
        let removed = changes.count { change in
            if case .removed(let href) = change { known[href] != nil } else { false }
        }
        let calendar = try replica.calendars(of: nodes[node].account).first { $0.id == id }
        let isMost = removed > max(DeletionGuard.few, known.count / 5) || removed == known.count
        guard removed > 1, isMost, calendar?.acceptsDeletions == false else { return }
        // A batch of deletions that was consented to, in a calendar that is gone as a whole.
        guard !nodes[node].machine.gone.contains(id) else { return }
        failures.append("\(node) deletes \(removed) of \(known.count) without asking")
    }
}
