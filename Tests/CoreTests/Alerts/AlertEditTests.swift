import Testing

@testable import Core

/// Goal: acknowledging and snoozing write what RFC 9074 §6 and §7 say, change no other line, and
/// silence the alert. Method: an event, the alert of a moment, what is done, and the lines that
/// differ afterwards.
struct AlertEditTests {
    /// 11:46 on 2026-11-23: a minute after the alarms of the events went off.
    private static let now = Instant(seconds: testNow.seconds - 14 * 60)
    private static let rules = AlertRules(defaults: [15], display: testBerlin)

    private static let single = ["DTSTART:20261123T120000Z", "SUMMARY:Lunch"]
    private static let daily = single + ["RRULE:FREQ=DAILY"]
    private static let plain = alarm("TRIGGER:-PT15M", "X-KEEP;A=b:c")
    private static let named = alarm("TRIGGER:-PT15M", "UID:one")
    private static let putOff = [
        "BEGIN:VALARM", "UID:two", "ACTION:DISPLAY", "TRIGGER;VALUE=DATE-TIME:20261123T114600Z",
        "RELATED-TO;RELTYPE=SNOOZE:one", "DESCRIPTION:x", "END:VALARM",
    ]

    @Test(
        "acknowledged",
        arguments: [
            (single + plain, ["+ACKNOWLEDGED:20261123T114600Z"]),
            (daily + plain, ["+ACKNOWLEDGED:20261123T114600Z"]),
            // Seen before: the property is replaced.
            (
                daily + alarm("TRIGGER:-PT15M", "ACKNOWLEDGED:20261122T114600Z"),
                ["-ACKNOWLEDGED:20261122T114600Z", "+ACKNOWLEDGED:20261123T114600Z"]
            ),
            // Both make the alert; the third is another one.
            (
                single + plain + named + alarm("TRIGGER:-PT5M"),
                ["+ACKNOWLEDGED:20261123T114600Z", "+ACKNOWLEDGED:20261123T114600Z"]
            ),
            // A default alert has no alarm.
            (single, ["+X-MOZ-LASTACK:20261123T114600Z"]),
        ])
    func acknowledged(_ event: [String], _ changes: [String]) throws {
        let object = try testObject(text: eventText("a", event))
        let alert = try #require(try Self.alert(object, "2026-11-23 11:45"))
        let edited = try #require(
            object.acknowledging(alert, now: Self.now, rules: Self.rules, zones: testZones))
        #expect(Self.changes(object, edited) == changes)
        #expect(try Self.alert(edited, "2026-11-23 11:45") == nil)
        #expect(
            edited.acknowledging(alert, now: Self.now, rules: Self.rules, zones: testZones) == nil)
    }

    @Test("what puts an alarm off goes when it is acknowledged, and the original is acknowledged")
    func acknowledgedSnooze() throws {
        let object = try testObject(text: eventText("a", Self.single + Self.named + Self.putOff))
        let alert = try #require(try Self.alert(object, "2026-11-23 11:46"))
        let edited = try #require(
            object.acknowledging(alert, now: Self.now, rules: Self.rules, zones: testZones))
        let changes = Self.putOff.map { "-" + $0 } + ["+ACKNOWLEDGED:20261123T114600Z"]
        #expect(Self.changes(object, edited).sorted() == changes.sorted())
    }

    @Test(
        "put off",
        arguments: [
            (
                single + named, "2026-11-23 11:45",
                [
                    "+ACKNOWLEDGED:20261123T114600Z", "+BEGIN:VALARM", "+UID:new",
                    "+ACTION:DISPLAY", "+TRIGGER;VALUE=DATE-TIME:20261123T115600Z",
                    "+RELATED-TO;RELTYPE=SNOOZE:one", "+DESCRIPTION:x", "+END:VALARM",
                ]
            ),
            // The original needs a name.
            (
                single + plain, "2026-11-23 11:45",
                [
                    "+UID:new-original", "+ACKNOWLEDGED:20261123T114600Z", "+BEGIN:VALARM",
                    "+UID:new", "+ACTION:DISPLAY", "+TRIGGER;VALUE=DATE-TIME:20261123T115600Z",
                    "+RELATED-TO;RELTYPE=SNOOZE:new-original", "+DESCRIPTION:x", "+END:VALARM",
                ]
            ),
            // Put off again: the first one goes, and the new one names the original.
            (
                single + named + putOff, "2026-11-23 11:46",
                [
                    "+ACKNOWLEDGED:20261123T114600Z", "-UID:two", "+UID:new",
                    "-TRIGGER;VALUE=DATE-TIME:20261123T114600Z",
                    "+TRIGGER;VALUE=DATE-TIME:20261123T115600Z",
                ]
            ),
            (
                single, "2026-11-23 11:45",
                [
                    "+X-MOZ-LASTACK:20261123T114600Z", "+BEGIN:VALARM", "+UID:new",
                    "+ACTION:DISPLAY", "+TRIGGER;VALUE=DATE-TIME:20261123T115600Z",
                    "+RELATED-TO;RELTYPE=SNOOZE:dayline-default:-900", "+DESCRIPTION:Lunch",
                    "+END:VALARM",
                ]
            ),
        ])
    func snoozed(_ event: [String], _ due: String, _ changes: [String]) throws {
        let object = try testObject(text: eventText("a", event))
        let alert = try #require(try Self.alert(object, due))
        let edited = try #require(try Self.snoozing(object, alert))
        #expect(Self.changes(object, edited).sorted() == changes.sorted())
        #expect(try edited.dues(from: "2026-11-23 11:00", Self.rules) == ["11-23 11:56"])
    }

    /// A series is put off for one instance, whichever comes next by then.
    @Test(
        "the instance that an alert put off is about",
        arguments: [
            ("2026-11-23 11:56", "2026-11-23T12:00:00Z"),
            ("2026-11-23 20:00", "2026-11-23T12:00:00Z"),
            ("2026-11-24 08:00", "2026-11-23T12:00:00Z"),
        ])
    func instance(_ until: String, _ start: String) throws {
        for event in [Self.daily + Self.plain, Self.daily] {
            let object = try testObject(text: eventText("a", event))
            let alert = try #require(try Self.alert(object, "2026-11-23 11:45"))
            let edited = try #require(
                object.snoozing(
                    alert, until: try utc(until), uid: "new", now: Self.now, rules: Self.rules,
                    zones: testZones))
            let again = try #require(try Self.alert(edited, until))
            #expect(again.instance.span.lowerBound.description == start)
            #expect(
                try edited.dues(from: "2026-11-24 11:00", days: 1, Self.rules) == ["11-24 11:45"])
        }
    }

    @Test("an instance with an override is acknowledged there")
    func override() throws {
        let event =
            Self.daily + Self.plain
            + [
                "END:VEVENT", "BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20261123T120000Z",
                "DTSTART:20261123T130000Z",
            ] + alarm("TRIGGER:-PT75M")
        let object = try testObject(text: eventText("a", event))
        let alert = try #require(try Self.alert(object, "2026-11-23 11:45"))
        let edited = try #require(
            object.acknowledging(alert, now: Self.now, rules: Self.rules, zones: testZones))
        #expect(edited.master?.component == object.master?.component)
        #expect(try edited.dues(from: "2026-11-23 11:00", days: 2, Self.rules) == ["11-24 11:45"])
    }

    @Test("an alert that was acknowledged or put off changes nothing that people are told of")
    func saysTheSame() throws {
        for event in [Self.single + Self.plain, Self.daily + Self.named, Self.single] {
            let object = try testObject(text: eventText("a", event))
            let alert = try #require(try Self.alert(object, "2026-11-23 11:45"))
            let edited = try #require(try Self.snoozing(object, alert))
            #expect(edited != object && edited.saysTheSame(as: object))
        }
        let object = try testObject(text: eventText("a", Self.single + Self.plain))
        for other in ["LOCATION:Café", "STATUS:CANCELLED", "X-A:b"] {
            let changed = try testObject(text: eventText("a", Self.single + [other] + Self.plain))
            #expect(!changed.saysTheSame(as: object), "\(other)")
        }
    }

    private static func snoozing(
        _ object: CalendarObject, _ alert: Alert
    ) throws -> CalendarObject? {
        object.snoozing(
            alert, until: try utc("2026-11-23 11:56"), uid: "new", now: now, rules: rules,
            zones: testZones)
    }

    private static func alert(_ object: CalendarObject, _ due: String) throws -> Alert? {
        let due = try utc(due)
        return object.alerts(
            in: due..<due.adding(seconds: 1), rules: rules, zones: testZones
        ).first
    }

    /// Lines taken out and put in, in the order of the texts.
    private static func changes(_ old: CalendarObject, _ new: CalendarObject) -> [String] {
        func lines(_ object: CalendarObject) -> [String] {
            object.calendar.text.split(separator: "\r\n").map(String.init)
        }
        let difference = lines(new).difference(from: lines(old))
        return difference.map { change in
            switch change {
            case .insert(_, let line, _): "+" + line
            case .remove(_, let line, _): "-" + line
            }
        }
        .sorted { $0.hasPrefix("-") && !$1.hasPrefix("-") }
    }
}
