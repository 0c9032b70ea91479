import Testing

@testable import Core

/// Goal: overrides, exclusions and rules of two sides meet without an instance or an edit getting
/// lost. Method: a daily series at noon from 5 January 2026 on; each row also with the local side
/// preferred, and with the sides exchanged.
@Suite("merging series")
struct MergeSeriesTests {
    static let daily = ["DTSTART:20260105T12Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"]

    static func override(_ day: Int, _ lines: String..., hour: Int = 12, at: Int? = nil) -> [String]
    {
        let id = "202601\(day < 10 ? "0" : "")\(day)T"
        return ["---", "RECURRENCE-ID:\(id)\(hour)Z", "DTSTART:\(id)\(at ?? hour)Z"] + lines
    }

    static let overrides: [MergeRow] = [
        MergeRow(
            reason: "each side describes another instance", base: daily,
            local: daily + override(6, "SUMMARY:a"), remote: daily + override(7, "SUMMARY:b"),
            merged: daily + override(7, "SUMMARY:b") + override(6, "SUMMARY:a")),
        MergeRow(
            reason: "both describe one instance: the master's words are the base",
            base: daily + ["SUMMARY:a"],
            local: daily + ["SUMMARY:a"] + override(6, "DURATION:PT1H", "SUMMARY:a", at: 15),
            remote: daily + ["SUMMARY:a"] + override(6, "DURATION:PT1H", "SUMMARY:b"),
            merged: daily + ["SUMMARY:a"] + override(6, "DURATION:PT1H", "SUMMARY:b", at: 15)),
        MergeRow(
            reason: "one instance, another property each", base: daily + override(6, "SUMMARY:a"),
            local: daily + override(6, "SUMMARY:b"),
            remote: daily + override(6, "SUMMARY:a", "LOCATION:l"),
            merged: daily + override(6, "SUMMARY:b", "LOCATION:l")),
        MergeRow(
            reason: "one instance, the same property", base: daily + override(6, "SUMMARY:a"),
            local: daily + override(6, "SUMMARY:b"), remote: daily + override(6, "SUMMARY:c"),
            merged: daily + override(6, "SUMMARY:c"), clashes: ["20260106T120000Z: SUMMARY"],
            mergedLocally: daily + override(6, "SUMMARY:b")),
        MergeRow(
            reason: "the recurrence id by another name",
            base: daily + override(6, "SUMMARY:a"), local: daily + override(6, "SUMMARY:b"),
            remote: daily + [
                "---", "RECURRENCE-ID;TZID=Europe/Berlin:20260106T130000", "DTSTART:20260106T12Z",
                "SUMMARY:a", "LOCATION:l",
            ],
            merged: daily + [
                "---", "RECURRENCE-ID;TZID=Europe/Berlin:20260106T130000", "DTSTART:20260106T12Z",
                "SUMMARY:b", "LOCATION:l",
            ]),
        MergeRow(
            reason: "taken back here, edited there", base: daily + override(6, "SUMMARY:a"),
            local: daily, remote: daily + override(6, "SUMMARY:b"),
            merged: daily + override(6, "SUMMARY:b"), clashes: ["20260106T120000Z: VEVENT"],
            mergedLocally: daily),
        MergeRow(
            reason: "taken back here, left alone there", base: daily + override(6, "SUMMARY:a"),
            local: daily, remote: daily + ["COLOR:red"] + override(6, "SUMMARY:a"),
            merged: daily + ["COLOR:red"]),
        MergeRow(
            reason: "excluded here, edited there", base: daily,
            local: daily + ["EXDATE:20260106T12Z", "EXDATE:20260109T12Z"],
            remote: daily + override(6, "SUMMARY:b"),
            merged: daily + ["EXDATE:20260109T12Z"] + override(6, "SUMMARY:b"),
            clashes: ["20260106T120000Z: VEVENT"],
            mergedLocally: daily + ["EXDATE:20260106T12Z", "EXDATE:20260109T12Z"]),
        MergeRow(
            reason: "excluded with its override here, edited there",
            base: daily + override(6, "SUMMARY:a"), local: daily + ["EXDATE:20260106T12Z"],
            remote: daily + override(6, "SUMMARY:b"), merged: daily + override(6, "SUMMARY:b"),
            clashes: ["20260106T120000Z: VEVENT"], mergedLocally: daily + ["EXDATE:20260106T12Z"]),
        MergeRow(
            reason: "excluded with its override here, left alone there",
            base: daily + override(6, "SUMMARY:a"), local: daily + ["EXDATE:20260106T12Z"],
            remote: daily + ["COLOR:red"] + override(6, "SUMMARY:a"),
            merged: daily + ["EXDATE:20260106T12Z", "COLOR:red"]),
    ]

    @Test("overrides", arguments: overrides)
    func mergesOverrides(_ row: MergeRow) throws { try row.check() }

    static let weekly = ["DTSTART:20260105T12Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"]
    static let later = ["DTSTART:20260105T14Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"]

    static let rules: [MergeRow] = [
        MergeRow(
            reason: "another rule, which has the instance", base: daily, local: weekly,
            remote: daily + override(12, "SUMMARY:a"), merged: weekly + override(12, "SUMMARY:a")),
        MergeRow(
            reason: "another rule, without the instance that was edited", base: daily,
            local: weekly, remote: daily + override(6, "SUMMARY:a"),
            merged: daily + override(6, "SUMMARY:a"),
            clashes: ["RRULE", "20260106T120000Z: VEVENT"],
            mergedLocally: weekly),
        MergeRow(
            reason: "another rule, and its instance taken back",
            base: daily + override(6, "SUMMARY:a"), local: weekly,
            remote: daily + override(6, "SUMMARY:b"), merged: daily + override(6, "SUMMARY:b"),
            clashes: ["RRULE", "20260106T120000Z: VEVENT"], mergedLocally: weekly),
        MergeRow(
            reason: "an exclusion of an instance that is no more", base: daily, local: weekly,
            remote: daily + ["EXDATE:20260106T12Z"], merged: daily + ["EXDATE:20260106T12Z"],
            clashes: ["RRULE", "EXDATE"], mergedLocally: weekly),
        MergeRow(
            reason: "the series moved with all that belongs to it",
            base: daily + ["EXDATE:20260107T12Z"] + override(6, "SUMMARY:a"),
            local: later + ["EXDATE:20260107T14Z"] + override(6, "SUMMARY:a", hour: 14),
            remote: daily + ["EXDATE:20260107T12Z"] + override(6, "SUMMARY:b"),
            merged: later + ["EXDATE:20260107T14Z"] + override(6, "SUMMARY:b", hour: 14)),
        MergeRow(
            reason: "moved twice: all of one",
            base: daily + ["EXDATE:20260107T12Z"] + override(6, "SUMMARY:a"),
            local: later + ["EXDATE:20260107T14Z"] + override(6, "SUMMARY:a", hour: 14),
            remote: weekly,
            merged: weekly,
            clashes: ["DTSTART", "EXDATE", "20260106T120000Z: VEVENT"],
            mergedLocally: later + ["EXDATE:20260107T14Z"]
                + override(6, "SUMMARY:a", hour: 14)),
    ]

    @Test("rules", arguments: rules)
    func mergesRules(_ row: MergeRow) throws { try row.check() }

    static let alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM"]
    static func alarm(_ uid: String?, _ trigger: String, _ lines: String...) -> [String] {
        let uid = uid.map { ["UID:\($0)"] } ?? []
        return ["BEGIN:VALARM"] + uid + ["ACTION:DISPLAY", "TRIGGER:\(trigger)"] + lines
            + ["END:VALARM"]
    }
    static let start = ["DTSTART:20260105T12Z"]

    static let alarms: [MergeRow] = [
        MergeRow(
            reason: "each side adds one", base: start, local: start + alarm(nil, "-PT5M"),
            remote: start + alarm(nil, "-PT9M"),
            merged: start + alarm(nil, "-PT9M") + alarm(nil, "-PT5M")),
        MergeRow(
            reason: "both add the same", base: start, local: start + alarm(nil, "-PT60M"),
            remote: start + alarm(nil, "-PT1H"), merged: start + alarm(nil, "-PT1H")),
        MergeRow(
            reason: "acknowledged here, another text there", base: start + alarm("1", "-PT5M"),
            local: start + alarm("1", "-PT5M", "ACKNOWLEDGED:20260105T115500Z"),
            remote: start + alarm("1", "-PT5M", "DESCRIPTION:a"),
            merged: start
                + alarm("1", "-PT5M", "ACKNOWLEDGED:20260105T115500Z", "DESCRIPTION:a")),
        MergeRow(
            reason: "the server gives an alarm a UID", base: start + alarm(nil, "-PT5M"),
            local: start + alarm(nil, "-PT5M", "DESCRIPTION:a"),
            remote: start + alarm("1", "-PT5M"),
            merged: start + alarm("1", "-PT5M", "DESCRIPTION:a")),
        MergeRow(
            reason: "the only alarm moved twice", base: start + alarm(nil, "-PT5M"),
            local: start + alarm(nil, "-PT6M"), remote: start + alarm(nil, "-PT7M"),
            merged: start + alarm(nil, "-PT7M"), clashes: ["VALARM.TRIGGER"],
            mergedLocally: start + alarm(nil, "-PT6M")),
        MergeRow(
            reason: "acknowledged there, removed here: gone", base: start + alarm("1", "-PT5M"),
            local: start,
            remote: start + alarm("1", "-PT5M", "ACKNOWLEDGED:20260105T115500Z"), merged: start),
        MergeRow(
            reason: "moved there, removed here", base: start + alarm("1", "-PT5M"), local: start,
            remote: start + alarm("1", "-PT6M"), merged: start + alarm("1", "-PT6M"),
            clashes: ["VALARM"], mergedLocally: start),
    ]

    @Test("alarms", arguments: alarms)
    func mergesAlarms(_ row: MergeRow) throws { try row.check() }
}
