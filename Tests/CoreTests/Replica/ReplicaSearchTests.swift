import TestTools
import Testing

@testable import Core

/// Goal: people find what they look for, in every script, and any text may be typed.
struct ReplicaSearchTests {
    private static func event(
        _ uid: String, _ title: String, day: Int = 1_123, more: [String] = []
    ) throws -> CalendarObject {
        try testObject(
            text: eventText(uid, ["DTSTART:2026\(day)T120000Z", "SUMMARY:\(title)"] + more))
    }

    private static func uids(_ replica: Replica, _ text: String) throws -> [String] {
        try replica.search(text, now: testNow, display: .utc).map(\.uid.text)
    }

    @Test(
        "found by",
        arguments: [
            // title             query        found
            ("팀 회의실 예약", "회의", true),
            ("팀 회의실 예약", "의실", true),  // any two neighbours
            ("팀 회의실 예약", "회의실", true),
            ("팀 회의실 예약", "실", true),  // one character, the last of a run too
            ("팀 회의실 예약", "예약 팀", true),  // all words, in any order
            ("팀 회의실 예약", "실예", false),  // not neighbours
            ("팀 회의실 예약", "회실", false),
            ("IT팀장 면담", "it팀", true),  // across scripts, any case
            ("IT팀장 면담", "팀장면", false),
            ("치과 3시", "치과", true),  // decomposed in the query
            ("東京タワー見学", "タワー", true),
            ("東京タワー見学", "京タ", true),
            ("会议 · 讨论", "讨论", true),
            ("Café Zürich", "cafe zur", true),  // accents folded, words by beginning
            ("Café Zürich", "afe zur", false),  // not inside a Latin word
            ("Café Zürich", "ürich", true),  // but so when nothing else is found
            ("Re: foo-bar (2)", "foo-bar", true),
            ("Re: foo-bar (2)", "bar foo", true),
            ("🎂 Mina", "🎂", true),  // no word: looked up in titles
            ("100% sure_thing", "0% sure_", true),  // the same, % and _ are themselves
            ("100% sure thing", "0% sure_", false),
            ("Lunch", "unc", true),  // nothing begins so: inside titles
        ])
    func found(_ title: String, _ query: String, _ isFound: Bool) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        try replica.add(Self.event("a", title), to: try replica.addTestCalendar())
        #expect(try Self.uids(replica, query) == (isFound ? ["a"] : []))
    }

    @Test("place, notes, categories and the titles of overrides are searched")
    func fields() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let object = try testObject(
            text: """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                UID:a
                DTSTART:20261123T120000Z
                RRULE:FREQ=DAILY
                SUMMARY:Standup
                LOCATION:강남역 2번 출구
                DESCRIPTION:agenda\\, minutes
                CATEGORIES:WORK,업무
                END:VEVENT
                BEGIN:VEVENT
                UID:a
                RECURRENCE-ID:20261124T120000Z
                DTSTART:20261124T120000Z
                SUMMARY:Retrospective
                END:VEVENT
                END:VCALENDAR
                """)
        try replica.add(object, to: try replica.addTestCalendar())
        for query in ["standup", "남역", "minutes", "업무", "work", "retro", "stand 강남 min"] {
            #expect(try Self.uids(replica, query) == ["a"], "\(query)")
        }
        let hits = try replica.search("minutes", now: testNow, display: .utc)
        #expect(hits.first?.isTitleMatch == false)
        #expect(hits.first?.title == "Standup")
        #expect(hits.first?.location == "강남역 2번 출구")
    }

    @Test("titles first, then by distance from now; with the instance that is meant")
    func ranking() throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.add(
            Self.event("notes", "Other", more: ["DESCRIPTION:tax"]), to: home)
        try replica.add(Self.event("far", "Tax return", day: 1_201), to: home)
        try replica.add(Self.event("past", "Tax talk", day: 1_120), to: home)
        try replica.add(Self.event("near", "Pay tax", day: 1_124), to: home)
        try replica.add(
            Self.event("series", "Tax news", day: 1_001, more: ["RRULE:FREQ=WEEKLY"]), to: home)
        try replica.add(
            Self.event("over", "Tax club", day: 1_001, more: ["RRULE:FREQ=DAILY;COUNT=3"]),
            to: home)
        let hits = try replica.search("tax", now: testNow, display: .utc)
        #expect(hits.map(\.uid.text) == ["near", "series", "past", "far", "over", "notes"])
        #expect(hits.map(\.isTitleMatch) == [true, true, true, true, true, false])
        // The weekly one is next on Thursday the 26th; the one that is over was last on 3 October.
        #expect(hits[1].nearest?.span.lowerBound == testNow.adding(seconds: 3 * 86_400))
        #expect(hits[4].nearest?.start.wallClock.date == CivilDate(year: 2026, month: 10, day: 3))
        #expect(hits[0].nearest?.object == hits[0].object)
        let first = try replica.search("tax", now: testNow, display: .utc, limit: 2)
        #expect(first.map(\.uid.text) == ["near", "series"])
    }

    @Test(
        "any text may be searched",
        arguments: [
            "\"", "\"\"", "a\"b", "*", "a*", "^a", "NEAR(a b)", "NEAR", "AND", "OR NOT", "title:a",
            "{title} : a", "(", ")", "-a", "+a", "a:", "'; DROP TABLE object; --", "\\", "%", "_",
            "a\0b", "\u{FEFF}", "\u{0301}", "ﷺ", String(repeating: "(", count: 5000),
            String(repeating: "\"a ", count: 5000), String(repeating: "가", count: 5000),
        ])
    func anyText(_ text: String) throws {
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        try replica.add(Self.event("a", "plain"), to: home)
        _ = try replica.search(text, now: testNow, display: .utc)
        #expect(try replica.objectCount(in: home) == 1)
    }

    /// Goal: the index stays exact. Method: random edits, then every query against a scan.
    @Test("random edits", arguments: [UInt64.random(in: 0...UInt64.max)])
    func random(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SplitMix(seed: seed)
        let words = ["lunch", "Lunar", "회의", "회의실", "의실", "taxi", "팀", "東京", "京都"]
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        var titles: [ObjectID: [String]] = [:]
        for step in 0..<150 {
            let title = (0...2).compactMap { _ in words.randomElement(using: &random) }
            let event = try Self.event("\(step)", title.joined(separator: " "))
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                guard let id = titles.keys.min() else { continue }
                try replica.apply([.delete(id)], label: "", now: testNow)
                titles[id] = nil
            case 1:
                guard let id = titles.keys.max() else { continue }
                try replica.apply([.put(id, home, event)], label: "", now: testNow)
                titles[id] = title
            default:
                titles[try replica.add(event, to: home)] = title
            }
        }
        try replica.expectSound()
        for query in ["lun", "LUNCH", "회의", "의실", "회의실", "실", "東", "京", "京都", "ta 팀"] {
            let terms = query.lowercased().split(separator: " ").map(String.init)
            let expected = titles.filter { _, title in
                terms.allSatisfy { term in
                    title.contains { word in
                        let word = word.lowercased()
                        let isLatin = term.utf8.allSatisfy { $0 < 0x80 }
                        return isLatin ? word.hasPrefix(term) : word.contains(term)
                    }
                }
            }
            let found = try replica.search(query, now: testNow, display: .utc, limit: 1000)
            #expect(Set(found.map(\.object)) == Set(expected.keys), "\(query)")
        }
    }
}
