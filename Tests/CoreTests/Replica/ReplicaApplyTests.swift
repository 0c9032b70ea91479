import GRDB
import TestTools
import Testing

@testable import Core

/// Goal: an edit happens as a whole, can be undone, and leaves nothing behind.
struct ReplicaApplyTests {
    @Test("put, change, move and delete; each is one undo step")
    func edits() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let (home, work) = (try replica.addTestCalendar(), try replica.addTestCalendar("Work"))
        var states = [try replica.dump()]
        let id = try replica.add(testLunch("a"), to: home)
        states.append(try replica.dump())
        let dinner = try testLunch("a", title: "Dinner")
        try replica.apply([.put(id, home, dinner)], label: "Rename", now: testNow)
        states.append(try replica.dump())
        try replica.apply([.put(id, work, dinner)], label: "Move", now: testNow)
        states.append(try replica.dump())
        #expect(try replica.object(id)?.calendar == work)
        #expect(try replica.object(id)?.object.calendar.bytes == dinner.calendar.bytes)
        #expect(try replica.objects(uid: UID("a")).map(\.id) == [id])
        try replica.apply([.delete(id)], label: "Delete “Dinner”", now: testNow)
        states.append(try replica.dump())
        #expect(try replica.object(id) == nil)
        #expect(
            try replica.nextUndo() == UndoStep(label: "Delete “Dinner”", made: testNow))
        for state in states.dropLast().reversed() {
            try replica.undo(now: testNow)
            #expect(try replica.dump() == state)
        }
        #expect(try replica.nextRedo()?.label == "Add")
        for state in states.dropFirst() {
            try replica.redo(now: testNow)
            #expect(try replica.dump() == state)
        }
        #expect(try replica.redo(now: testNow) == nil)
        try replica.expectSound()
    }

    @Test("several changes are one step, also when they exchange a UID")
    func severalChanges() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let (one, two) = (
            try replica.add(testLunch("a"), to: home), try replica.add(testLunch("b"), to: home)
        )
        let before = try replica.dump()
        let ids = try replica.apply(
            [.delete(one), .put(nil, home, testLunch("a", title: "New")), .delete(two)],
            label: "Edit", now: testNow)
        #expect(ids.count == 3 && ids[0] == one && ids[1] > two && ids[2] == two)
        let after = try replica.dump()
        try replica.undo(now: testNow)
        #expect(try replica.dump() == before)
        try replica.redo(now: testNow)
        #expect(try replica.dump() == after)
    }

    @Test("a change that fails takes the others back with it")
    func failure() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let id = try replica.add(testLunch("a"), to: home)
        let before = try replica.dump()
        let unknown = ObjectID(row: 99)
        for (change, isExpected) in [
            (ObjectChange.delete(unknown), { $0 == .noSuchObject(unknown) }),
            (.put(unknown, home, try testLunch("c")), { $0 == .noSuchObject(unknown) }),
            (.put(nil, home, try testLunch("a")), { $0 == .uidTaken(UID("a")) }),
        ] as [(ObjectChange, (ReplicaError) -> Bool)] {
            let error = #expect(throws: ReplicaError.self) {
                try replica.apply(
                    [.put(nil, home, testLunch("b")), change, .delete(id)], label: "x",
                    now: testNow)
            }
            #expect(error.map(isExpected) == true, "\(String(describing: error))")
        }
        #expect(try replica.dump() == before)
        #expect(try replica.nextUndo()?.label == "Add")
    }

    @Test(
        "objects by the beginning of their UID",
        arguments: [
            ("ab", ["ab", "ab%c", "abc", "ab한"]),
            ("ab%", ["ab%c"]),  // itself, no pattern
            ("AB", []),  // UIDs are told apart by case
            ("", ["AC", "ab", "ab%c", "abc", "ab한", "b"]),
        ])
    func uidPrefix(_ prefix: String, _ expected: [String]) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        for uid in ["abc", "ab", "b", "ab%c", "AC", "ab한"] {
            try replica.add(testLunch(uid), to: home)
        }
        func uids(_ limit: Int) throws -> [String] {
            try replica.objectIDs(uidPrefix: prefix, limit: limit)
                .compactMap { try replica.object($0)?.object.uid.text }
        }
        #expect(try uids(10) == expected)
        #expect(try uids(1) == Array(expected.prefix(1)))
    }

    @Test("a new edit ends what could be redone; no edit does not")
    func redoEnds() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.add(testLunch("a"), to: home)
        try replica.undo(now: testNow)
        #expect(try replica.apply([], label: "Nothing", now: testNow) == [])
        #expect(try replica.nextRedo()?.label == "Add")
        try replica.add(testLunch("b"), to: home)
        #expect(try replica.nextRedo() == nil)
        #expect(try replica.redo(now: testNow) == nil)
    }

    @Test("undo follows the edits of every process")
    func twoProcesses() throws {
        let folder = try TestFolder()
        let (one, other) = (try folder.replica(), try folder.replica())
        let home = try one.addTestCalendar()
        let id = try one.add(testLunch("a"), to: home)
        let before = try one.dump()
        try other.apply([.delete(id)], label: "Delete", now: testNow)
        #expect(try one.undo(now: testNow)?.label == "Delete")
        #expect(try other.dump() == before)
    }

    @Test("the journal keeps as many steps and bytes as allowed, and always the newest")
    func limits() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let id = try replica.add(testLunch("a"), to: home)
        for number in 0..<10 {
            try replica.apply(
                [.put(id, home, testLunch("a", title: "\(number)"))], label: "\(number)",
                now: testNow)
        }
        func labels() throws -> [String] {
            try replica.read { database in
                try String.fetchAll(database, sql: "SELECT label FROM journal ORDER BY id")
            }
        }
        func prune(steps: Int, bytes: Int) throws {
            try replica.write {
                try Queries.pruneSteps(JournalLimits(steps: steps, bytes: bytes), $0)
            }
        }
        #expect(try labels().count == 12)
        try prune(steps: 5, bytes: 1 << 20)
        #expect(try labels() == ["5", "6", "7", "8", "9"])
        try prune(steps: 5, bytes: 500)  // each step keeps about 200 bytes
        #expect(try labels() == ["8", "9"])
        try prune(steps: 0, bytes: 0)
        #expect(try labels() == ["9"])
        #expect(try replica.undo(now: testNow)?.label == "9")
        #expect(try replica.undo(now: testNow) == nil)
        try replica.expectSound()
    }

    @Test("a stored text that cannot be read is reported, and its calendar stays readable")
    func damagedText() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        let id = try replica.add(testLunch("a"), to: home)
        try replica.add(testLunch("b", title: "Other"), to: home)
        try replica.write {
            try $0.execute(sql: "UPDATE object SET text = x'00' WHERE id = \(id.row)")
        }
        #expect(throws: ReplicaError.damagedObject(id)) { try replica.object(id) }
        let window = testNow..<testNow.adding(seconds: 3600)
        #expect(try replica.instances(in: window, display: .utc).count == 2)
        #expect(try replica.rebuildIndex() == [id])
        #expect(try replica.instances(in: window, display: .utc).count == 1)
        #expect(try replica.objectCount(in: home) == 2)
    }

    /// Goal: undo and redo are exact. Method: random edits, undos and redos; the whole content of
    /// the tables against a stack of copies.
    @Test("random edits, undos and redos", arguments: [UInt64.random(in: 0...UInt64.max)])
    func random(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SplitMix(seed: seed)
        let folder = try TestFolder()
        let replica = try folder.replica()
        var states = [try replica.dump()]
        var place = 0
        for step in 0..<200 {
            switch Int.random(in: 0..<3, using: &random) {
            case 0 where place > 0:
                #expect(try replica.undo(now: testNow) != nil)
                place -= 1
            case 1 where place < states.count - 1:
                #expect(try replica.redo(now: testNow) != nil)
                place += 1
            default:
                guard try edit(replica, step, &random) else { continue }
                states.removeSubrange((place + 1)...)
                states.append(try replica.dump())
                place += 1
            }
            #expect(try replica.dump() == states[place], "step \(step)")
        }
        try replica.expectSound()
    }

    /// Makes one edit; false when there was nothing to edit.
    private func edit(
        _ replica: Replica, _ step: Int, _ random: inout SplitMix
    ) throws -> Bool {
        let calendars = try replica.calendars()
        guard let calendar = calendars.randomElement(using: &random)?.id else {
            _ = try replica.addTestCalendar("\(step)")
            return true
        }
        let ids = try replica.objectIDs(in: calendar)
        let object = try RandomObject.make("\(step)", &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: _ = try replica.addTestCalendar("\(step)")
        case 1: try replica.deleteCalendar(calendar, label: "", now: testNow)
        case 2: try replica.rename(calendar, to: "r\(step)", label: "", now: testNow)
        case 3:
            let more = try (0..<5).map { try RandomObject.make("\(step)-\($0)", &random) }
            let summary = try replica.importObjects(
                more, into: calendar, label: "", now: testNow)
            return !summary.changedNothing
        case 4, 5:
            guard let id = ids.randomElement(using: &random) else { return false }
            try replica.apply([.delete(id)], label: "", now: testNow)
        case 6, 7:
            guard let id = ids.randomElement(using: &random),
                let target = calendars.randomElement(using: &random)?.id
            else { return false }
            try replica.apply([.put(id, target, object)], label: "", now: testNow)
        default: try replica.add(object, to: calendar)
        }
        return true
    }
}
