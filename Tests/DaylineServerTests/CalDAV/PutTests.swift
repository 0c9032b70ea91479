import Core
import Testing
import WebDAV

@testable import DaylineServer

@Suite("PUT")
struct PutTests {
    private static let path = "/dav/calendars/mina/work/a.ics"

    @Test("stored bytes are returned bytes, under a strong ETag")
    func roundTrip() async throws {
        let dav = try await DAVFixture()
        let event = DAVFixture.event("a", "SUMMARY:Ä", "x-odd ;p=1:kept", "X-B:2")
            .replacing("x-odd ;", with: "X-ODD;")
        let created = await dav.put("a.ics", event)
        #expect(created.status == 201)
        #expect(created.etag?.hasPrefix("\"") == true)
        let read = await dav.send("GET", Self.path)
        #expect(read.bytes == Array(event.utf8))
        #expect(read.etag == created.etag)
        let changed = await dav.put("a.ics", event.replacing("Ä", with: "Ö"))
        #expect(changed.status == 204)
        #expect(changed.etag != created.etag)
    }

    /// Goal: each precondition of RFC 4791 §5.3.2.1 is named when it does not hold. Method: one
    /// body per row; nothing may be stored.
    @Test(
        "preconditions",
        arguments: [
            ("", CalDAV.validCalendarData),
            ("hello", CalDAV.validCalendarData),
            (DAVFixture.event("a") + DAVFixture.event("a"), CalDAV.validCalendarData),
            (DAVFixture.event("a", "no colon here"), CalDAV.validCalendarData),
            (DAVFixture.event("a", "SUMMARY:\0"), CalDAV.validCalendarData),
            (DAVFixture.event("a").replacing("END:VEVENT\r\n", with: ""), CalDAV.validCalendarData),
            (
                DAVFixture.event("a").replacing("DTSTART:20261201T090000Z\r\n", with: ""),
                CalDAV.validCalendarData
            ),
            (
                DAVFixture.event("a").replacing("VERSION:2.0", with: "VERSION:1.0"),
                CalDAV.supportedCalendarData
            ),
            (DAVFixture.calendar([]), CalDAV.validCalendarObjectResource),
            (
                DAVFixture.event("a").replacing("VERSION", with: "METHOD:REQUEST\r\nVERSION"),
                CalDAV.validCalendarObjectResource
            ),
            (
                DAVFixture.event("a").replacing("UID:a\r\n", with: ""),
                CalDAV.validCalendarObjectResource
            ),
            (
                DAVFixture.calendar([
                    "BEGIN:VEVENT", "UID:a", "DTSTART:20261201T090000Z", "END:VEVENT",
                    "BEGIN:VEVENT", "UID:b", "DTSTART:20261201T090000Z", "END:VEVENT",
                ]), CalDAV.validCalendarObjectResource
            ),
            (
                DAVFixture.calendar([
                    "BEGIN:VEVENT", "UID:a", "DTSTART:20261201T090000Z", "END:VEVENT",
                    "BEGIN:VTODO", "UID:a", "END:VTODO",
                ]), CalDAV.validCalendarObjectResource
            ),
            (
                DAVFixture.calendar(["BEGIN:VFREEBUSY", "UID:a", "END:VFREEBUSY"]),
                CalDAV.supportedCalendarComponent
            ),
            (
                DAVFixture.calendar(["BEGIN:VJOURNAL", "UID:a", "END:VJOURNAL"]),
                CalDAV.supportedCalendarComponent
            ),
            (
                DAVFixture.event("a").replacing("20261201", with: "00010101"), CalDAV.minDateTime
            ),
            (
                DAVFixture.event("a").replacing("20261201", with: "99991201"), CalDAV.maxDateTime
            ),
        ])
    func preconditions(_ body: String, _ condition: XMLName) async throws {
        let dav = try await DAVFixture()
        let answer = await dav.put("a.ics", body)
        #expect(answer.status == 403)
        #expect(answer.conditions == [condition])
        #expect(await dav.text("a.ics") == nil)
    }

    @Test("what is wrong is said, with its line")
    func diagnostic() async throws {
        let dav = try await DAVFixture()
        let answer = await dav.put("a.ics", DAVFixture.event("a", "no colon here"))
        let diagnostic = answer.xml?.first(CalDAV.validCalendarData)?.first(Dayline.diagnostic)
        #expect(diagnostic?.attribute("line") == "9")
        #expect(diagnostic?.text.isEmpty == false)
    }

    /// Goal: only iCalendar in UTF-8 is taken. Method: a media type per row.
    @Test(
        "media types",
        arguments: [
            (nil, 201),
            ("text/calendar", 201),
            ("Text/Calendar; charset=UTF-8; component=VEVENT", 201),
            ("text/calendar; charset=\"utf-8\"", 201),
            ("text/calendar;charset=us-ascii", 201),
            ("text/calendar; charset=iso-8859-1", 403),
            ("application/calendar+json", 403),
            ("text/plain", 403),
        ] as [(String?, Int)])
    func mediaTypes(_ type: String?, _ status: Int) async throws {
        let dav = try await DAVFixture()
        let answer = await dav.put(
            "a.ics", DAVFixture.event("a"), type.map { ["Content-Type": $0] } ?? [:])
        #expect(answer.status == status)
        #expect(
            answer.conditions == (status == 403 ? [CalDAV.supportedCalendarData] : []))
    }

    @Test("bytes that are no UTF-8 are refused: they could not be given back as XML")
    func encoding() async throws {
        let dav = try await DAVFixture()
        var bytes = Array(DAVFixture.event("a", "SUMMARY:?").utf8)
        if let index = bytes.firstIndex(of: UInt8(ascii: "?")) { bytes[index] = 0xE4 }
        let answer = await dav.send("PUT", Self.path, bytes: bytes)
        #expect(answer.conditions == [CalDAV.validCalendarData])
    }

    /// Goal: each limit holds at its value and not above. Method: a body made to a number.
    @Test(
        "limits",
        arguments: [
            (CalDAVLimits.objectBytes, CalDAV.maxResourceSize, sized),
            (CalDAVLimits.dates, CalDAV.maxInstances, excluding),
            (CalDAVLimits.components - 1, CalDAV.maxInstances, overridden),
            (CalDAVLimits.attendees, CalDAV.maxAttendeesPerInstance, attended),
            (CalDAVLimits.uidBytes, CalDAV.validCalendarObjectResource, named),
        ] as [(Int, XMLName, @Sendable (Int) -> String)])
    func limits(
        _ limit: Int, _ condition: XMLName, _ body: @Sendable (Int) -> String
    ) async throws {
        let dav = try await DAVFixture()
        #expect(await dav.put("a.ics", body(limit)).status == 201)
        #expect(await dav.put("b.ics", body(limit + 1)).conditions == [condition])
    }

    @Sendable private static func sized(_ bytes: Int) -> String {
        let frame = DAVFixture.event("a", "X-L:").utf8.count
        return DAVFixture.event("a", "X-L:" + String(repeating: "x", count: bytes - frame))
    }

    @Sendable private static func excluding(_ count: Int) -> String {
        let dates = (0..<count).map { number in
            let day = CivilDate(dayNumber: 20_000 + number).parts
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return "\(day.year)\(two(day.month))\(two(day.day))T090000Z"
        }
        return DAVFixture.event(
            "a", "RRULE:FREQ=DAILY", "EXDATE:" + dates.joined(separator: ","))
    }

    @Sendable private static func overridden(_ count: Int) -> String {
        let overrides = (0..<count).flatMap { number in
            [
                "BEGIN:VEVENT", "UID:a",
                "RECURRENCE-ID:202612\(10 + number % 10)T\(10 + number % 14)0000Z",
                "SEQUENCE:\(number)",
                "DTSTART:20261210T100000Z", "END:VEVENT",
            ]
        }
        return DAVFixture.calendar(
            [
                "BEGIN:VEVENT", "UID:a", "DTSTART:20261201T090000Z", "RRULE:FREQ=HOURLY",
                "END:VEVENT",
            ] + overrides)
    }

    @Sendable private static func attended(_ count: Int) -> String {
        let lines = (0..<count).map { "ATTENDEE:mailto:\($0)@x.example" }
        return DAVFixture.event("a", lines.joined(separator: "\r\n"))
    }

    @Sendable private static func named(_ bytes: Int) -> String {
        DAVFixture.event(String(repeating: "u", count: bytes))
    }

    @Test("names have a limit, and it is in bytes")
    func nameLimit() async throws {
        let dav = try await DAVFixture()
        let most = String(repeating: "n", count: CalDAVLimits.nameBytes)
        #expect(await dav.put(most, DAVFixture.event("a")).status == 201)
        #expect(await dav.put(most + "n", DAVFixture.event("b")).conditions == [Dayline.limit])
    }

    /// Goal: conditions are those of RFC 9110 §13 and RFC 4918 §10.4. Method: headers per row,
    /// against an object whose ETag is written as ETAG, and a calendar's token as TOKEN.
    @Test(
        "conditions on what is there",
        arguments: [
            (["If-Match": "ETAG"], 204),
            (["If-Match": "\"x\", ETAG"], 204),
            (["If-Match": "*"], 204),
            (["If-Match": "W/ETAG"], 412),
            (["If-Match": "\"x\""], 412),
            (["If-None-Match": "*"], 412),
            (["If-None-Match": "ETAG"], 412),
            (["If-None-Match": "\"x\""], 204),
            (["If": "([ETAG])"], 204),
            (["If": "([\"x\"])"], 412),
            (["If": "([\"x\"]) ([ETAG])"], 204),
            (["If": "(Not [\"x\"])"], 204),
            (["If": "(Not <DAV:no-lock>)"], 204),
            (["If": "(<DAV:no-lock>)"], 412),
            (["If": "(<opaquelocktoken:1>)"], 412),
            (["If": "</dav/calendars/mina/work/> (<TOKEN>)"], 204),
            (["If": "<https://cal.example/dav/calendars/mina/work/> (<TOKENx>)"], 412),
            (["If": "</dav/calendars/mina/work/a.ics> ([ETAG])"], 204),
            (["If": "</dav/calendars/joon/work/> (<TOKEN>)"], 412),
            (["If": "nonsense"], 400),
            (["If": "()"], 400),
            (["If-Match": "\"x"], 400),
        ])
    func conditions(_ headers: [String: String], _ status: Int) async throws {
        let dav = try await DAVFixture()
        let etag = await dav.put("a.ics", DAVFixture.event("a")).etag ?? ""
        let work = "/dav/calendars/mina/work/"
        let token = await dav.propfind(work, body: DAVFixture.prop("D:sync-token"))
            .property(work, DAV.syncToken)?.text
        let said = headers.mapValues {
            $0.replacing("ETAG", with: etag).replacing("TOKEN", with: token ?? "")
        }
        let answer = await dav.put("a.ics", DAVFixture.event("a", "X-A:2"), said)
        #expect(answer.status == status)
    }

    @Test(
        "conditions on what is not there",
        arguments: [
            (["If-Match": "*"], 412), (["If-Match": "\"x\""], 412), (["If-None-Match": "*"], 201),
            (["If": "([\"x\"])"], 412), ([:], 201),
        ] as [([String: String], Int)])
    func conditionsOnNothing(_ headers: [String: String], _ status: Int) async throws {
        let dav = try await DAVFixture()
        #expect(await dav.put("a.ics", DAVFixture.event("a"), headers).status == status)
    }

    @Test("a UID names one object of a calendar, and stays with it")
    func uidConflict() async throws {
        let dav = try await DAVFixture()
        await dav.put("a.ics", DAVFixture.event("a"))
        let other = await dav.put("b.ics", DAVFixture.event("a", "SUMMARY:x"))
        #expect(other.status == 409)
        #expect(other.conditions == [CalDAV.noUidConflict])
        #expect(other.xml?.first(CalDAV.noUidConflict)?.text == Self.path)
        let same = await dav.put("b.ics", DAVFixture.event("a"))
        #expect(same.conditions == [CalDAV.noUidConflict, Dayline.duplicate])
        let renamed = await dav.put("a.ics", DAVFixture.event("b"))
        #expect(renamed.status == 409)
        #expect(await dav.text("a.ics") == DAVFixture.event("a"))
    }

    @Test(
        "where a PUT cannot be",
        arguments: [
            ("/dav/calendars/mina/none/a.ics", 409),
            ("/dav/calendars/mina/work/", 405),
            ("/dav/calendars/mina/", 405),
            ("/dav/", 405),
            ("/dav/calendars/mina/work/a/b.ics", 404),
            ("/dav/calendars/mina/work/..", 400),
            ("/dav/calendars/mina/work/%2e%2e", 400),
            ("/dav/calendars/mina/work/a%2fb", 400),
            ("/dav/calendars/mina/work/a%00", 400),
        ])
    func places(_ path: String, _ status: Int) async throws {
        let dav = try await DAVFixture()
        #expect(
            await dav.send("PUT", path, body: DAVFixture.event("a")).status == status)
    }

    @Test("an account cannot take more than its quota")
    func quota() async throws {
        let event = DAVFixture.event("a")
        let dav = try await DAVFixture(quota: event.utf8.count + 10)
        #expect(await dav.put("a.ics", event).status == 201)
        let more = await dav.put("b.ics", DAVFixture.event("b", at: 12))
        #expect(more.status == 507)
        #expect(more.conditions == [DAV.quotaNotExceeded])
        let home = "/dav/calendars/mina/"
        let answer = await dav.propfind(
            home, body: DAVFixture.prop("D:quota-available-bytes", "D:quota-used-bytes"))
        #expect(answer.properties(home).map(\.text) == ["10", "\(event.utf8.count)"])
    }
}
