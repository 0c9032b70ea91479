import Core
import Testing

/// A replica with an account “work” and its calendar “Plans”, in step with a server that has an
/// event “Lunch”.
struct SyncedReplica {
    let replica: Replica
    let account: SyncAccountID
    let calendar: CalendarID
    static let now = Instant(seconds: 1_795_446_245)
    static let href = "/dav/plans/lunch.ics"

    init(_ replica: Replica) throws {
        self.replica = replica
        account = try replica.addAccount(name: "work", url: "https://cal.example")
        let found = RemoteCalendar(href: "/dav/plans/", name: "Plans")
        _ = try replica.take([found], of: account, now: SyncedReplica.now)
        calendar = try #require(try replica.calendars(of: account).first).id
        try pull("Lunch", etag: "1")
    }

    static func text(_ title: String, hour: Int = 12, place: String = "") -> [UInt8] {
        let location = place.isEmpty ? "" : "LOCATION:\(place)\r\n"
        let text = """
            BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:lunch\r
            DTSTAMP:20260101T000000Z\r\nDTSTART:20261124T\(hour)0000Z\r
            DTEND:20261124T\(hour)3000Z\r\nSUMMARY:\(title)\r\n\(location)END:VEVENT\r
            END:VCALENDAR\r\n
            """
        return Array(text.utf8)
    }

    /// The server says what it has now.
    func pull(_ title: String, etag: String, hour: Int = 12) throws {
        let object = RemoteObject(
            href: SyncedReplica.href, etag: "\"\(etag)\"",
            text: SyncedReplica.text(title, hour: hour))
        _ = try replica.pull(
            [.object(object)], in: calendar, progress: PullProgress(token: etag),
            now: SyncedReplica.now)
    }

    /// The server has it no more.
    func remove() throws {
        _ = try replica.pull(
            [.removed(href: SyncedReplica.href)], in: calendar,
            progress: PullProgress(token: "gone"), now: SyncedReplica.now)
    }

    /// An edit on this side.
    func edit(_ title: String, hour: Int = 12, place: String = "") throws {
        let stored = try #require(try replica.objects(uid: UID("lunch")).first)
        let parsed = parseICalendar(SyncedReplica.text(title, hour: hour, place: place))
        let object = try CalendarObject(calendar: try #require(parsed.components.first))
        try replica.apply(
            [.put(stored.id, calendar, object)], label: "edit", now: SyncedReplica.now)
    }

    /// The server refuses what waits.
    func refuse(_ refusal: Refusal) throws {
        for operation in try replica.takeOperations(of: account, limit: 9, now: SyncedReplica.now) {
            try replica.finish(operation.id, .refused(refusal), now: SyncedReplica.now)
        }
    }

    static let overlap = Refusal(
        status: 409, reason: "It overlaps another event", precondition: "overlap",
        clashes: [
            OverlapClash(
                href: "/dav/plans/x.ics", title: "Dentist",
                shared: Instant(seconds: 1_795_521_600)..<Instant(seconds: 1_795_523_400))
        ])
}
