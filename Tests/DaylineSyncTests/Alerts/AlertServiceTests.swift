import Control
import Core
import Logging
import Settings
import Synchronization
import Testing

@testable import DaylineSync

/// What a test and the service's closures share.
private final class ServiceProbe: AlertSink {
    let name = "probe"
    let clock: Mutex<Instant>
    let sent: AsyncStream<SinkMessage>
    private let sending: AsyncStream<SinkMessage>.Continuation

    init(_ now: Instant) {
        clock = Mutex(now)
        (sent, sending) = AsyncStream.makeStream()
    }

    /// Fails whatever it is told: nothing else may suffer from that.
    func send(_ message: SinkMessage) async throws(SinkFailure) {
        sending.yield(message)
        throw SinkFailure(text: "told, and failed all the same")
    }
}

/// A service over a replica of one calendar, on a clock that the test sets.
private struct ServiceBench {
    let folder: AlertFolder
    let replica: Replica
    let home: CalendarID
    let probe: ServiceProbe
    /// Without quiet hours, and with them all day.
    let settings: AlertServiceSettings
    let quietSettings: AlertServiceSettings
    let service: AlertService
    var armed: AsyncStream<Instant?>.Iterator
    var published: AsyncStream<ControlMessage>.Iterator
    var sent: AsyncStream<SinkMessage>.Iterator

    init(at moment: String, isQuiet: Bool = false) throws {
        let now = try berlin(moment)
        folder = try AlertFolder()
        replica = try Replica.open(at: folder.path + "/replica.sqlite", zones: syncZones)
        home = try replica.addCalendar(name: "Home", color: RGB(packed: 0), label: "add", now: now)
        let probe = ServiceProbe(now)
        self.probe = probe
        sent = probe.sent.makeAsyncIterator()
        let (armed, arming) = AsyncStream<Instant?>.makeStream()
        let (published, publishing) = AsyncStream<ControlMessage>.makeStream()
        (self.armed, self.published) = (armed.makeAsyncIterator(), published.makeAsyncIterator())
        settings = Self.settings(probe, quiet: nil)
        quietSettings = Self.settings(probe, quiet: 0..<1439)
        service = AlertService(
            replica: replica, settings: isQuiet ? quietSettings : settings,
            world: AlertService.World(
                now: { probe.clock.withLock { $0 } }, arm: { arming.yield($0) },
                alarmUID: { "alarm-uid" }, zone: { syncBerlin }),
            log: Logger(label: "alerts") { _ in SwiftLogNoOpLogHandler() },
            publish: { publishing.yield($0) })
    }

    private static func settings(
        _ probe: ServiceProbe, quiet: Range<Int>?
    ) -> AlertServiceSettings {
        var settings = ClientSettings()
        settings.notices.calendars = ["Home"]
        settings.alerts.quiet = quiet
        var own = AlertServiceSettings(
            settings, locale: "C", display: syncBerlin, zones: syncZones,
            machine: SinkMachine(environment: [:], user: 0, terminals: { [] }))
        own.sinks = AlertSinks([probe])
        return own
    }

    func add(_ uid: String, start: String) throws {
        let text = """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:test
            BEGIN:VEVENT
            UID:\(uid)
            SUMMARY:Lunch
            DTSTART;TZID=Europe/Berlin:\(start)
            DURATION:PT1H
            BEGIN:VALARM
            ACTION:DISPLAY
            TRIGGER:-PT15M
            END:VALARM
            END:VEVENT
            END:VCALENDAR
            """
        let calendar = try #require(parseICalendar(Array(text.utf8)).components.first)
        let now = probe.clock.withLock { $0 }
        try replica.apply(
            [.put(nil, home, try CalendarObject(calendar: calendar))], label: "add", now: now)
        service.wake()
    }

    func set(_ moment: String) throws {
        let now = try berlin(moment)
        probe.clock.withLock { $0 = now }
        service.wake()
    }

    /// Waits until the service waits, for this moment of Berlin's clock.
    mutating func isArmed(_ moment: String?) async {
        while let armed = await armed.next() {
            if armed.map(berlinText) == moment { return }
        }
    }

    mutating func alert() async throws -> AlertMessage {
        while let message = await published.next() {
            if case .alert(let alert) = message { return alert }
        }
        throw SinkFailure(text: "no alert came")
    }

    mutating func ended() async throws -> String {
        while let message = await published.next() {
            if case .alertEnded(let id) = message { return id }
        }
        throw SinkFailure(text: "no end came")
    }
}

/// Goal: the service shows what is due to every sink and every TUI, and carries out what users say.
/// Method: a clock and a timer of the test; it waits for what comes, never for time.
@Suite(.timeLimit(.minutes(1)))
struct AlertServiceTests {
    /// Runs the service beside a test.
    private func running(
        _ bench: ServiceBench, _ body: (inout ServiceBench) async throws -> Void
    ) async throws {
        var bench = bench
        let service = bench.service
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await service.run() }
            try await body(&bench)
            group.cancelAll()
        }
    }

    @Test("an alert is shown, put off, shown again and acknowledged")
    func life() async throws {
        try await running(try ServiceBench(at: "2026-11-23 11:00")) { bench in
            await bench.isArmed(nil)
            try bench.add("a", start: "20261123T120000")
            await bench.isArmed("11-23 11:45")
            try bench.set("2026-11-23 11:45")
            let alert = try await bench.alert()
            #expect(alert.title == "Lunch" && alert.calendar == "Home" && !alert.isLate)
            await bench.isArmed(nil)
            #expect(await bench.service.openAlerts() == [alert])
            #expect(
                await bench.service.snooze(alert.id, seconds: 300) == .done(ok: true, text: ""))
            #expect(try await bench.ended() == alert.id)
            await bench.isArmed("11-23 11:50")
            try bench.set("2026-11-23 11:50")
            let again = try await bench.alert()
            #expect(again.id != alert.id && again.start == alert.start)
            #expect(await bench.service.acknowledge(again.id) == .done(ok: true, text: ""))
            #expect(try await bench.ended() == again.id)
            #expect(await bench.service.openAlerts() == [])
            let first = await bench.sent.next()
            #expect(first?.line == "Lunch, 12:00 (in 15 min)" && first?.json == alert.json)
            #expect(await bench.sent.next()?.line == "Lunch, 12:00 (in 10 min)")
        }
    }

    @Test("after a restart an open alert is there, and is not shown again")
    func restart() async throws {
        let first = try ServiceBench(at: "2026-11-23 11:00")
        try await running(first) { bench in
            await bench.isArmed(nil)
            try bench.add("a", start: "20261123T120000")
            try bench.set("2026-11-23 11:50")
            #expect(try await bench.alert().isLate)
            await bench.isArmed(nil)
        }
        let probe = first.probe
        let (armed, arming) = AsyncStream<Instant?>.makeStream()
        let published = Mutex(0)
        var settings = AlertServiceSettings(
            ClientSettings(), locale: "C", display: syncBerlin, zones: syncZones,
            machine: SinkMachine(environment: [:], user: 0, terminals: { [] }))
        settings.sinks = AlertSinks([probe])
        let second = AlertService(
            replica: first.replica, settings: settings,
            world: AlertService.World(
                now: { probe.clock.withLock { $0 } }, arm: { arming.yield($0) },
                alarmUID: { "" }, zone: { syncBerlin }),
            log: Logger(label: "alerts") { _ in SwiftLogNoOpLogHandler() },
            publish: { _ in published.withLock { $0 += 1 } })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await second.run() }
            for await moment in armed where moment == nil { break }
            #expect(await second.openAlerts().map(\.title) == ["Lunch"])
            group.cancelAll()
        }
        #expect(published.withLock { $0 } == 0)
    }

    @Test(
        "what is no alert is refused",
        arguments: [
            ("nonsense", 60, "no alert is named so"),
            ("1.0.", 60, "there is no such alert any more"),
            ("1.0.", 0, "seconds must be 1 to 2419200"),
        ])
    func refused(_ id: String, _ seconds: Int, _ text: String) async throws {
        let bench = try ServiceBench(at: "2026-11-23 11:00")
        #expect(await bench.service.snooze(id, seconds: seconds) == .done(ok: false, text: text))
        if seconds > 0 {
            #expect(await bench.service.acknowledge(id) == .done(ok: false, text: text))
        }
    }

    @Test("changes by others are told for the calendars that are wanted, quiet hours aside")
    func notices() async throws {
        for isQuiet in [false, true] {
            try await running(
                try ServiceBench(at: "2026-11-23 11:00", isQuiet: isQuiet)
            ) { bench in
                let other = try bench.replica.addCalendar(
                    name: "Other", color: RGB(packed: 0), label: "add", now: Instant(seconds: 0))
                let start = try berlin("2026-11-23 15:00")
                let notices = [other, bench.home].map { calendar in
                    RemoteNotice(
                        kind: .moved, calendar: calendar, object: ObjectID(row: 1),
                        title: "Lunch", oldStart: nil, newStart: .utc(start))
                }
                await bench.service.tell(notices + Array(repeating: notices[1], count: 4))
                let text = "“Lunch” was moved to 15:00"
                for _ in 0..<5 {
                    #expect(
                        await bench.published.next() == .notice(calendar: "Home", text: text))
                }
                // Quiet hours over, what comes next is the first thing that sinks are told.
                if isQuiet {
                    let settings = bench.settings
                    await bench.service.reload(settings)
                    await bench.service.tell([notices[1]])
                    #expect(await bench.sent.next()?.line == text + ", Home")
                } else {
                    for line in Array(repeating: text + ", Home", count: 3) + ["2 more changes"] {
                        #expect(await bench.sent.next()?.line == line)
                    }
                }
            }
        }
    }

    @Test("in another zone the clock shows other times")
    func travels() async throws {
        let helsinki = try #require(syncZones.zone(TimeZoneID("Europe/Helsinki")))
        let bench = try ServiceBench(at: "2026-11-23 11:00", isQuiet: true)
        let settings = bench.settings.shown(in: helsinki)
        #expect(settings.rules.display == helsinki && settings.words.zone == helsinki)
        #expect(bench.quietSettings.shown(in: helsinki).quiet?.zone == helsinki)
    }
}
