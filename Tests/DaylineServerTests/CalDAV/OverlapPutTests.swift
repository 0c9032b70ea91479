import Core
import Testing
import WebDAV

@testable import DaylineServer

@Suite("PUT where overlaps matter")
struct OverlapPutTests {
    @Test("a refusal names what it clashed with, and how far was looked")
    func refusal() async throws {
        let dav = try await DAVFixture(policy: .reject)
        let first = await dav.put("a.ics", DAVFixture.event("a", "SUMMARY:Stand & up"))
        #expect(first.status == 201)
        #expect(first.header("Dayline-Overlap-Horizon") == "whole-life")
        let half = DAVFixture.event("b").replacing("T090000Z", with: "T093000Z")
        let second = await dav.put("b.ics", half)
        #expect(second.status == 409)
        let overlap = second.xml?.first(Dayline.overlap)
        #expect(overlap?.attribute("count") == "1")
        #expect(overlap?.first(Dayline.wholeLife) != nil)
        let clash = overlap?.first(Dayline.clash)
        #expect(clash?.first(DAV.href)?.text == "/dav/calendars/mina/work/a.ics")
        #expect(clash?.first(Dayline.summary)?.text == "Stand & up")
        let span = { (name: XMLName) in
            [clash?.first(name)?.attribute("start"), clash?.first(name)?.attribute("end")]
        }
        #expect(span(Dayline.mine) == ["2026-12-01T09:30:00Z", "2026-12-01T10:30:00Z"])
        #expect(span(Dayline.theirs) == ["2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z"])
        #expect(span(Dayline.shared) == ["2026-12-01T09:30:00Z", "2026-12-01T10:00:00Z"])
        #expect(await dav.text("b.ics") == nil)
    }

    /// Goal: what each policy does with an event that overlaps. Method: policy and header per
    /// row.
    @Test(
        "policies",
        arguments: [
            (OverlapPolicy.allow, [:], 201, nil),
            (.warn, [:], 201, "warn; count=1"),
            (.reject, [:], 409, nil),
            (.reject, ["Dayline-Overlap": "allow"], 201, nil),
            (.reject, ["Dayline-Overlap": "deny"], 409, nil),
        ] as [(OverlapPolicy, [String: String], Int, String?)])
    func policies(
        _ policy: OverlapPolicy, _ headers: [String: String], _ status: Int, _ note: String?
    ) async throws {
        let dav = try await DAVFixture(policy: policy)
        await dav.put("a.ics", DAVFixture.event("a"))
        let answer = await dav.put("b.ics", DAVFixture.event("b", "SUMMARY:x"), headers)
        #expect(answer.status == status)
        #expect(answer.header("Dayline-Overlap") == note)
    }

    @Test("an event does not clash with what it replaces")
    func replacing() async throws {
        let dav = try await DAVFixture(policy: .reject)
        await dav.put("a.ics", DAVFixture.event("a"))
        #expect(await dav.put("a.ics", DAVFixture.event("a", "SUMMARY:x")).status == 204)
    }

    /// Goal: the same content under another UID is a duplicate where overlaps are refused, and
    /// anybody's business elsewhere. Method: policy and expected conditions per row.
    @Test(
        "duplicates",
        arguments: [
            (OverlapPolicy.reject, 409, [Dayline.duplicate]),
            (.warn, 201, []),
            (.allow, 201, []),
        ])
    func duplicates(_ policy: OverlapPolicy, _ status: Int, _ conditions: [XMLName])
        async throws
    {
        let dav = try await DAVFixture(policy: policy)
        await dav.put("a.ics", DAVFixture.event("a", "SUMMARY:x"))
        let copy = DAVFixture.event("b", "SUMMARY:x").replacing(
            "DTSTAMP:2026", with: "DTSTAMP:2027")
        let answer = await dav.put("b.ics", copy, ["Dayline-Overlap": "allow"])
        #expect(answer.status == status)
        #expect(answer.conditions == conditions)
        if status == 409 {
            #expect(
                answer.xml?.first(Dayline.duplicate)?.text == "/dav/calendars/mina/work/a.ics")
        }
    }

    @Test("tasks take no time")
    func tasks() async throws {
        let dav = try await DAVFixture(policy: .reject)
        await dav.put("a.ics", DAVFixture.event("a"))
        let task = DAVFixture.calendar([
            "BEGIN:VTODO", "UID:t", "DTSTART:20261201T090000Z", "DUE:20261201T100000Z",
            "END:VTODO",
        ])
        let answer = await dav.put("t.ics", task)
        #expect(answer.status == 201)
        #expect(answer.header("Dayline-Overlap-Horizon") == nil)
    }

    /// Goal: of any number of racing writers, exactly a set without overlaps remains, and every
    /// refusal names one that is in it. Method: 200 events of an hour over 30 starts, at once.
    @Test func race() async throws {
        let dav = try await DAVFixture(policy: .reject)
        let answers = await withTaskGroup(of: (Int, DAVAnswer).self) { group in
            for number in 0..<200 {
                group.addTask {
                    let event = DAVFixture.event("\(number)", "SUMMARY:\(number)").replacing(
                        "T090000Z", with: "T\(10 + number % 10)\(number / 10 % 3)000Z")
                    return (number, await dav.put("\(number).ics", event))
                }
            }
            return await group.reduce(into: [(Int, DAVAnswer)]()) { $0.append($1) }
        }
        let kept = Set(answers.filter { $0.1.status == 201 }.map { "\($0.0).ics" })
        let listed = await dav.propfind("/dav/calendars/mina/work/", depth: "1").hrefs.dropFirst()
        #expect(Set(listed.map { $0.split(separator: "/").last.map(String.init) ?? "" }) == kept)
        let starts = kept.compactMap { Int($0.dropLast(4)) }
            .map { (10 + $0 % 10) * 60 + $0 / 10 % 3 * 10 }.sorted()
        let gaps = zip(starts, starts.dropFirst()).map { $1 - $0 }
        #expect(gaps.min() ?? 60 >= 60)
        for (_, answer) in answers where answer.status != 201 {
            #expect(answer.status == 409)
            let clashes = answer.xml?.first(Dayline.overlap)?.all(Dayline.clash) ?? []
            let named = clashes.compactMap { $0.first(DAV.href)?.text.split(separator: "/").last }
            #expect(!named.isEmpty)
            #expect(Set(named.map(String.init)).isSubset(of: kept))
        }
    }
}
