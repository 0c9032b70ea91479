import Control
import Core

@testable import DaylineTUI

/// Screens of syncing for the goldens.
enum SyncedScreen: String, CaseIterable, Sendable {
    case alert, outbox
    case alertInForm = "alert-form"
    case deadLetter = "dead-letter"
    case heldDeletions = "held-deletions"
    case discardEdit = "discard-edit"
    case syncing, offline

    var layers: [Layer] {
        switch self {
        case .alert, .syncing, .offline: []
        case .alertInForm: [Sample.form]
        case .outbox: [Sample.outbox()]
        case .deadLetter: [Sample.outbox(isOpen: true)]
        case .heldDeletions:
            [
                Sample.outbox(),
                .dialog(DialogState(question: .heldDeletions(Sample.held), selected: 1)),
            ]
        case .discardEdit:
            [
                Sample.outbox(),
                .dialog(DialogState(question: .discardEdit(Sample.dead), selected: 1)),
            ]
        }
    }

    var sync: SyncState {
        var sync = SyncState()
        sync.isConnected = self != .offline
        let retry = Sample.now.adding(seconds: 300).instant(offset: Sample.offset).seconds
        switch self {
        case .alert, .alertInForm:
            sync.accounts = [AccountStatus(name: "work", state: .online)]
            sync.alerts = [Sample.alert("Sprint planning 기획", isLate: self == .alertInForm)]
            sync.alerts += [Sample.alert("Tea", isLate: false)]
        case .syncing:
            sync.accounts = [
                AccountStatus(
                    name: "work", state: .syncing,
                    progress: SyncProgress(kind: .pull, done: 1200, total: 10_000))
            ]
        case .offline:
            sync.accounts = [AccountStatus(name: "work", state: .online, pending: 3)]
        case .outbox, .deadLetter, .heldDeletions, .discardEdit:
            sync.accounts = [
                AccountStatus(name: "work", state: .held, text: "deletions wait", dead: 1),
                AccountStatus(
                    name: "집", state: .offline, text: "no route to host", pending: 2,
                    editConflicts: 1, retry: retry),
            ]
        }
        return sync
    }
}

extension Sample {
    static func alert(_ title: String, isLate: Bool) -> AlertMessage {
        let start = now.adding(seconds: 290).instant(offset: offset).seconds
        return AlertMessage(
            id: title, title: title, location: "Room 4", calendar: "Work", object: 1,
            start: start, isAllDay: false, due: start - 300, isLate: isLate)
    }

    static let held = OutboxRow.held(account: "work", calendar: "Travel ✈️", count: 42)

    static let dead = entry(
        "1", "치과 예약 (강남)",
        .dead(
            Refusal(
                status: 409, reason: "The event overlaps 2 others of this calendar.",
                precondition: "overlap", clashes: [clash("1:1 김민수", 0), clash("Budget?", 45)])))

    private static func clash(_ title: String, _ minute: Int) -> OverlapClash {
        let start = local(11, 24, 12, minute).instant(offset: offset)
        return OverlapClash(
            href: "/dav/x.ics", title: title, shared: start..<start.adding(seconds: 900))
    }

    private static func entry(
        _ id: String, _ title: String, _ state: OutboxEntry.State, kind: OperationKind = .put,
        error: String = ""
    ) -> OutboxEntry {
        OutboxEntry(
            id: OperationID(id), account: SyncAccountID(row: 2), calendar: CalendarID(row: 2),
            object: ObjectID(row: 1), kind: kind, title: title,
            made: local(11, 23, 9, 41).instant(offset: offset), attempts: error.isEmpty ? 0 : 3,
            lastError: error, state: state)
    }

    static func outbox(isOpen: Bool = false) -> Layer {
        var state = OutboxState()
        state.rows = [
            held, .entry(dead),
            .entry(
                entry(
                    "2", "Lunch with Mina 🍜", .waiting(notBefore: nil),
                    error: "the server answers 503")),
            .entry(entry("3", "Trip", .waiting(notBefore: nil), kind: .makeCalendar)),
            .entry(entry("4", "", .waiting(notBefore: nil), kind: .delete)),
        ]
        state.selected = 1
        if isOpen {
            state.page = OutboxDetails(
                id: dead.id,
                text: [
                    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dayline//EN", "BEGIN:VEVENT",
                    "UID:5d0c7a3e-11de-4b42-9d4c-0b9a6c1f5a20", "DTSTAMP:20261123T004100Z",
                    "DTSTART;TZID=Asia/Seoul:20261124T120000",
                    "DTEND;TZID=Asia/Seoul:20261124T130000", "SUMMARY:치과 예약 (강남)",
                    "LOCATION:강남역 3번 출구", "END:VEVENT", "END:VCALENDAR",
                ])
        }
        return .outbox(state)
    }
}
