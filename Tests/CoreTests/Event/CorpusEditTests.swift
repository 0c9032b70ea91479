import Foundation
import Testing

@testable import Core

/// Goal: edits of real recurring events keep the number of instances, and nothing that real files
/// hold makes an edit fail. Method: every recurring object of the corpus, its third instance.
@Test("edits of real files", .enabled(if: Vectors.present))
func editsOfRealFiles() throws {
    let berlin = try testZone("Europe/Berlin")
    var edits = 0
    for file in try Vectors.corpus() {
        let bytes = [UInt8](try Data(contentsOf: file))
        for calendar in parseICalendar(bytes).components {
            for object in CalendarObject.split(calendar).objects where object.master != nil {
                edits += try checkEdits(object, berlin, file.lastPathComponent)
            }
        }
    }
    #expect(edits > 500)
}

/// - Returns: how many edits were made.
private func checkEdits(_ object: CalendarObject, _ zone: Zone, _ file: String) throws -> Int {
    let all = instances(object, zone)
    let third = all.dropFirst(2).first
    guard let instance = third ?? all.first, let id = instance.recurrenceID,
        let draft = EventDraft(instance, of: object, zones: testZones)
    else { return 0 }
    var edits = 0
    for scope in EditScope.allCases {
        guard
            let edited = try? object.edited(
                draft, at: id, scope: scope, newUID: UID("new"), now: editTime, zones: testZones)
        else { continue }
        edits += 1
        let found = edited.flatMap { instances($0, zone) }.map(\.start.wallClock.seconds).sorted()
        let expected = all.map(\.start.wallClock.seconds).sorted()
        #expect(found == expected, "\(scope) nothing changed in \(file) \(object.uid)")
        try checkMove(object, draft, id, scope, expected, zone, file)
        let left = object.deleted(at: id, scope: scope, now: editTime, zones: testZones)
        let rest = left.map { instances($0, zone).count } ?? 0
        switch scope {
        case .this: #expect(rest == all.count - 1, "\(file) \(object.uid)")
        case .thisAndFuture: #expect(rest <= all.count, "\(file) \(object.uid)")
        case .all: #expect(left == nil)
        }
    }
    return edits
}

/// Moves by an hour: the instances meant move by an hour, the others stay.
private func checkMove(
    _ object: CalendarObject, _ draft: EventDraft, _ id: CalendarTime, _ scope: EditScope,
    _ before: [Int], _ zone: Zone, _ file: String
) throws {
    // An override keeps a time of its own; a date does not move by hours.
    guard object.overrides.isEmpty, !draft.start.isDate else { return }
    let edited = try object.edited(
        draft.moved(bySeconds: 3600), at: id, scope: scope, newUID: UID("new"), now: editTime,
        zones: testZones)
    let moment = id.wallClock.seconds
    let expected = before.map { start in
        let isMeant =
            switch scope {
            case .this: start == moment
            case .thisAndFuture: start >= moment
            case .all: true
            }
        return isMeant ? start + 3600 : start
    }
    let found = edited.flatMap { instances($0, zone) }.map(\.start.wallClock.seconds).sorted()
    #expect(found == expected.sorted(), "\(scope) moved in \(file) \(object.uid)")
}

private func instances(_ object: CalendarObject, _ zone: Zone) -> [Instance] {
    let window = Instant(seconds: -2_000_000_000)..<Instant(seconds: 2_240_611_200)
    let found = object.instances(in: window, zones: testZones, display: zone, limit: 2000)
    return found.count == 2000 ? [] : found
}
