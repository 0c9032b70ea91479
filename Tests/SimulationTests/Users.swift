import Core
import TestTools

@testable import DaylineSync

/// What users wrote, and what they gave up knowingly.
struct Ledger {
    private var count = 0
    /// Marks of saved edits that nobody has overwritten or deleted, having seen them.
    private(set) var open: Set<Int> = []

    mutating func next() -> Int {
        count += 1
        return count
    }

    /// An edit was saved.
    mutating func save(_ mark: Int) { open.insert(mark) }

    /// Somebody saw these, and made them vanish.
    mutating func settle(_ marks: Set<Int>) { open.subtract(marks) }
}

/// Somebody at a device, doing something.
struct SimulatedUser {
    let name: String
    private var made = 0

    init(name: String) { self.name = name }

    mutating func act(at node: Int, _ world: SimulatedWorld) {
        do {
            try tryToAct(at: node, world)
        } catch ReplicaError.uidTaken, ReplicaError.noSuchObject {
            // Two devices had the same thought.
        } catch ReplicaError.noSuchCalendar {
            // An edit conflict outlived the calendar that it is of, which its user removed.
        } catch {
            world.failures.append("user: \(error)")
        }
        world.drive(node, .localChange)
    }

    private mutating func tryToAct(at node: Int, _ world: SimulatedWorld) throws {
        let replica = world.nodes[node].replica
        let calendars = try replica.calendars(of: world.nodes[node].account)
        guard let calendar = calendars.randomElement(using: &world.random) else { return }
        let objects = try replica.objectIDs(in: calendar.id)
        let object = objects.randomElement(using: &world.random)
        switch Int.random(in: 0..<24, using: &world.random) {
        case 0..<5: try make(in: calendar.id, node, world)
        case 5..<13: if let object { try edit(object, node, world) }
        case 13, 14: if let object { try delete(object, node, world) }
        case 15, 16: if let object { try move(object, calendars, node, world) }
        case 17: try watching(node, world) { _ = try replica.undo(now: world.now(node)) }
        case 18: try watching(node, world) { _ = try replica.redo(now: world.now(node)) }
        case 19, 20: try watching(node, world) { try resolve(node, world) }
        case 21: try watching(node, world) { try handleDeadLetter(node, world) }
        case 22: world.drive(node, .deletionsAccepted)
        default: try changeCalendars(calendars, node, world)
        }
    }

    private mutating func make(
        in calendar: CalendarID, _ node: Int, _ world: SimulatedWorld
    ) throws {
        made += 1
        let mark = world.ledger.next()
        let odd = world.chance(3) ? "/odd@host" : ""
        let start = Int.random(in: 0..<2000, using: &world.random)
        let text = Text.new("\(name)-\(made)\(odd)", start: start, mark: mark)
        guard let object = Text.object(text) else { return }
        try world.nodes[node].replica.apply(
            [.put(nil, calendar, object)], label: "make", now: world.now(node))
        world.ledger.save(mark)
        world.note("\(node) user makes \(name)-\(made)\(odd) @\(mark)@")
    }

    private func text(_ id: ObjectID, _ node: Int, _ world: SimulatedWorld) throws -> StoredObject?
    {
        try world.nodes[node].replica.object(id)
    }

    private func edit(_ id: ObjectID, _ node: Int, _ world: SimulatedWorld) throws {
        guard let stored = try text(id, node, world) else { return }
        let old = stored.object.calendar.bytes
        let mark = world.ledger.next()
        let property = ["SUMMARY", "LOCATION", "DESCRIPTION"].randomElement(using: &world.random)
        let word = world.chance(25) ? "POISON" : "by \(name)"
        let isMarked = !world.chance(6)
        let new =
            isMarked
            ? Text.set(property ?? "SUMMARY", "\(word) @\(mark)@", in: old)
            : Text.set(
                "DTSTART", Text.time(Int.random(in: 0..<2000, using: &world.random)), in: old)
        guard let object = Text.object(new) else { return }
        try world.nodes[node].replica.apply(
            [.put(id, stored.calendar, object)], label: "edit", now: world.now(node))
        if isMarked { world.ledger.save(mark) }
        world.ledger.settle(Text.marks(old).subtracting(Text.marks(new)))
        try noteAnew(id, node, world)
        world.note("\(node) user edits \(Text.uid(old) ?? "") \(property ?? "") @\(mark)@")
    }

    /// What others deleted is made anew; if they only moved it, and the server has nothing against
    /// it, it is there twice.
    private func noteAnew(_ id: ObjectID, _ node: Int, _ world: SimulatedWorld) throws {
        let replica = world.nodes[node].replica
        guard world.server.traits.uids == .any, let stored = try replica.object(id),
            try replica.editConflicts().contains(where: {
                $0.object == id && $0.kind == .deletedThere
            })
        else { return }
        world.copied.insert(stored.object.uid.text)
    }

    private func delete(_ id: ObjectID, _ node: Int, _ world: SimulatedWorld) throws {
        guard let stored = try text(id, node, world) else { return }
        try world.nodes[node].replica.apply([.delete(id)], label: "delete", now: world.now(node))
        world.ledger.settle(Text.marks(stored.object.calendar.bytes))
        world.note("\(node) user deletes \(stored.object.uid.text)")
    }

    private func move(
        _ id: ObjectID, _ calendars: [SyncCalendar], _ node: Int, _ world: SimulatedWorld
    ) throws {
        guard let stored = try text(id, node, world),
            let other = calendars.randomElement(using: &world.random)
        else { return }
        try world.nodes[node].replica.apply(
            [.put(id, other.id, stored.object)], label: "move", now: world.now(node))
        world.note("\(node) user moves \(stored.object.uid.text) to \(other.name)")
    }

    /// What is there no more after something that the user saw was given up knowingly.
    private func watching(
        _ node: Int, _ world: SimulatedWorld, _ body: () throws -> Void
    ) throws {
        let before = try world.visibleMarks(node)
        try body()
        world.ledger.settle(before.subtracting(try world.visibleMarks(node)))
    }

    private func resolve(_ node: Int, _ world: SimulatedWorld) throws {
        let replica = world.nodes[node].replica
        guard let conflict = try replica.editConflicts().randomElement(using: &world.random) else {
            return
        }
        let isMine = world.chance(2)
        if isMine { try noteAnew(conflict.object, node, world) }
        _ = try replica.resolve(
            conflict.id, isMine ? .mine : .theirs, label: "resolve", now: world.now(node))
        world.note("\(node) user resolves \(conflict.id) \(isMine ? "mine" : "theirs")")
    }

    private func handleDeadLetter(_ node: Int, _ world: SimulatedWorld) throws {
        let replica = world.nodes[node].replica
        let dead = try replica.outbox().filter {
            if case .dead = $0.state { true } else { false }
        }
        guard let letter = dead.randomElement(using: &world.random) else { return }
        if world.chance(2) {
            _ = try replica.retry(letter.id, now: world.now(node))
        } else {
            _ = try replica.discard(letter.id, label: "discard", now: world.now(node))
        }
        world.note("\(node) user handles a dead letter")
    }

    private func changeCalendars(
        _ calendars: [SyncCalendar], _ node: Int, _ world: SimulatedWorld
    ) throws {
        let replica = world.nodes[node].replica
        if calendars.count < 3, world.chance(3) {
            try replica.addCalendar(
                name: "\(name)'s", color: RGB(red: 1, green: 2, blue: 3),
                account: world.nodes[node].account, label: "calendar", now: world.now(node))
        } else if let calendar = calendars.first, world.chance(2) {
            try replica.rename(
                calendar.id, to: "renamed by \(name)", label: "rename", now: world.now(node))
        } else {
            world.drive(node, .syncRequested)
        }
    }
}
