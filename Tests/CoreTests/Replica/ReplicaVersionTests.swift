import Testing

@testable import Core

/// Goal: what was read stays valid exactly as long as the version does. Method: one use of the
/// replica a row, here and through a second connection, as another process has it.
struct ReplicaVersionRow: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let writes: Bool
    let use: @Sendable (Replica, CalendarID, ObjectID) throws -> Void

    static let rows = [
        ReplicaVersionRow(testDescription: "adding an object", writes: true) { replica, home, _ in
            try replica.add(try testLunch("b"), to: home)
        },
        ReplicaVersionRow(testDescription: "replacing one", writes: true) { replica, home, id in
            let object = try testLunch("a", title: "Dinner")
            try replica.apply([.put(id, home, object)], label: "edit", now: testNow)
        },
        ReplicaVersionRow(testDescription: "deleting one", writes: true) { replica, _, id in
            try replica.apply([.delete(id)], label: "delete", now: testNow)
        },
        ReplicaVersionRow(testDescription: "undo", writes: true) { replica, _, _ in
            try #require(try replica.undo(now: testNow) != nil)
        },
        ReplicaVersionRow(testDescription: "import", writes: true) { replica, home, _ in
            _ = try replica.importObjects(
                [try testLunch("c", title: "Tea")], into: home, label: "import", now: testNow)
        },
        ReplicaVersionRow(testDescription: "adding a calendar", writes: true) { replica, _, _ in
            _ = try replica.addTestCalendar("Work")
        },
        ReplicaVersionRow(testDescription: "hiding a calendar", writes: true) { replica, home, _ in
            try replica.setVisible(home, to: false)
        },
        ReplicaVersionRow(testDescription: "a new index", writes: true) { replica, _, _ in
            try replica.rebuildIndex()
        },
        ReplicaVersionRow(testDescription: "reading a window", writes: false) { replica, _, _ in
            let window = Instant(seconds: 0)..<Instant(seconds: 4_000_000_000)
            _ = try replica.instances(in: window, display: .utc)
        },
        ReplicaVersionRow(testDescription: "search", writes: false) { replica, _, _ in
            _ = try replica.search("Lunch", now: testNow, display: .utc, limit: 10)
        },
        ReplicaVersionRow(testDescription: "an object", writes: false) { replica, _, id in
            _ = try replica.object(id)
        },
        ReplicaVersionRow(testDescription: "nothing", writes: false) { _, _, _ in },
    ]
}

@Test(
    "the version changes with each write, whoever wrote", arguments: ReplicaVersionRow.rows,
    [true, false])
func replicaVersion(_ row: ReplicaVersionRow, _ isOwn: Bool) throws {
    let folder = try TestFolder()
    let replica = try folder.replica()
    let home = try replica.addTestCalendar()
    let id = try replica.add(try testLunch("a"), to: home)
    let writer = isOwn ? replica : try folder.replica()
    let before = try replica.version()
    #expect(try replica.version() == before)
    try row.use(writer, home, id)
    #expect((try replica.version() != before) == row.writes)
}
