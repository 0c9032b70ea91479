import Core
import Testing

@testable import DaylineSync

/// Goal: a server that was emptied, exchanged, or lost a calendar takes nothing from the replica
/// before the user consents, and the replica takes nothing from such a server. Method: a table of
/// what happened to the server.
@Suite("account: mass deletion")
struct AccountDeletionTests {
    static let names = (1...12).map { "e\($0)" }

    /// What happened to the server.
    enum Mishap: CaseIterable {
        /// Its log tells of each deletion.
        case emptied
        /// Another one is at its place, which is empty.
        case replaced
        /// The calendar is not listed any more.
        case goneCalendar
        /// The configuration names another account, in which the calendar is empty.
        case otherAccount

        func happen(to talk: AccountTalk) {
            switch self {
            case .emptied: for name in names { talk.site.change("work", name, nil) }
            case .replaced: talk.site.calendars["work"] = .init(series: "r")
            case .goneCalendar: talk.site.calendars["work"] = nil
            case .otherAccount: talk.site = AccountSite(["work": []])
            }
            if self == .otherAccount {
                talk.restart(url: "https://cal.example.org/dav/other/")
            } else {
                talk.tell(.syncRequested)
            }
        }

        var warnings: [SyncWarning] {
            let held = SyncWarning.held(calendar: "work", deletions: 12)
            switch self {
            case .emptied, .replaced: return [held]
            case .goneCalendar: return [.calendarGone("work")]
            case .otherAccount: return [.otherAccount, held]
            }
        }
    }

    @Test("everything is kept, and the user is told once", arguments: Mishap.allCases)
    func held(_ mishap: Mishap) throws {
        let talk = try AccountTalk.inStep(["work": Self.names])
        let before = try talk.contents()
        mishap.happen(to: talk)
        for _ in 0..<3 {
            talk.tell(.syncRequested)
            try talk.wake()
        }
        talk.tell(.auditRequested)
        #expect(try talk.contents() == before)
        #expect(talk.warnings == mishap.warnings)
        #expect(talk.rested != .some(nil), "who waits is told")
        guard case .held(let reason) = try talk.condition() else {
            Issue.record("\(try talk.condition())")
            return
        }
        #expect(reason.contains("12") && reason.contains("work"))
        #expect(talk.writes.isEmpty, "nor is the server written to")
    }

    @Test("with consent it is carried out, and all goes on", arguments: Mishap.allCases)
    func accepted(_ mishap: Mishap) throws {
        let talk = try AccountTalk.inStep(["work": Self.names])
        mishap.happen(to: talk)
        talk.tell(.deletionsAccepted)
        #expect(try talk.contents() == [])
        #expect(talk.rested == .some(nil))
        #expect(try talk.condition() == .fine)
        guard mishap != .goneCalendar else { return }
        try talk.write("n", "New")
        #expect(talk.site.contents == ["n New"])
    }

    /// As `dayline-sync --once --accept-deletes` does: consent before anything is known.
    @Test("consent counts for a process that was just begun", arguments: Mishap.allCases)
    func acceptedAfterRestart(_ mishap: Mishap) throws {
        let talk = try AccountTalk.inStep(["work": Self.names])
        mishap.happen(to: talk)
        let isOther = mishap == .otherAccount
        talk.restart(url: AccountSite.address + (isOther ? "other/" : ""))
        talk.tell(.deletionsAccepted)
        #expect(try talk.contents() == [])
        #expect(try talk.condition() == .fine)
    }

    @Test("when everything is back, nothing is held any more", arguments: Mishap.allCases)
    func back(_ mishap: Mishap) throws {
        let talk = try AccountTalk.inStep(["work": Self.names])
        let before = try talk.contents()
        mishap.happen(to: talk)
        talk.site = AccountSite(["work": Self.names])
        // A backup that was put back has a log of its own.
        talk.site.calendars["work"]?.series = "b"
        if mishap == .otherAccount { talk.restart() } else { talk.tell(.syncRequested) }
        #expect(try talk.contents() == before)
        #expect(try talk.condition() == .fine)
        #expect(talk.rested == .some(nil))
        #expect(talk.writes.isEmpty)
    }

    @Test("one of several calendars is held, the others go on")
    func others() throws {
        let talk = try AccountTalk.inStep(["work": Self.names, "home": ["x"]])
        for name in Self.names { talk.site.change("work", name, nil) }
        talk.site.change("home", "y", "New")
        talk.tell(.syncRequested)
        #expect(try talk.contents().count == 14)
        try talk.write("z", "Newer", in: "home")
        #expect(talk.site.contents.contains("z Newer"))
    }

    @Test("both sides are empty: there is nothing to guard", arguments: [true, false])
    func empty(_ isRestarted: Bool) throws {
        let talk = try AccountTalk.inStep(["work": []])
        if isRestarted { talk.restart() }
        talk.tell(.auditRequested)
        #expect(talk.warnings.isEmpty)
        #expect(talk.rested == .some(nil))
        #expect(try talk.condition() == .fine)
    }

    /// The address has changed; whether it is the same account is seen by comparing.
    @Test("another address with the same events: nothing is sent before they were compared")
    func moved() throws {
        let talk = try AccountTalk.inStep(["work": ["a", "b"]])
        talk.instead = { $0.method == "PUT" ? .failure(.unreachable("off")) : nil }
        try talk.write("a", "Tea")
        talk.instead = { _ in nil }
        talk.forget()
        talk.restart(url: "https://cal.example.org/dav/other/")
        #expect(talk.warnings == [.otherAccount])
        let write = try #require(talk.asked.firstIndex { $0.hasPrefix("PUT") })
        let read = try #require(talk.asked.firstIndex { $0.hasPrefix("changes /dav/work/") })
        #expect(read < write)
        #expect(talk.asked[read] == "changes /dav/work/ ", "without the token of the other one")
        #expect(talk.site.contents == ["a Tea", "b Lunch"])
        #expect(talk.rested == .some(nil))
        talk.forget()
        talk.restart(url: "https://cal.example.org/dav/other/")
        #expect(talk.warnings.isEmpty, "it is known now")
    }

    @Test("another account: what waits for the first one is not sent to it")
    func edits() throws {
        let talk = try AccountTalk.inStep(["work": Self.names])
        talk.instead = { $0.method == "PUT" ? .failure(.unreachable("off")) : nil }
        try talk.write("e1", "Tea")
        talk.instead = { _ in nil }
        talk.forget()
        Mishap.otherAccount.happen(to: talk)
        talk.tell(.localChange)
        talk.tell(.syncRequested)
        #expect(talk.writes.isEmpty)
        #expect(try talk.contents().contains("e1 Tea"))
        #expect(try talk.counts().pending == 1)
    }
}
