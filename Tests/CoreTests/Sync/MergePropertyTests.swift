import Testing

@testable import Core

/// Goal: properties of one component join, and nothing is left out in silence. Method: one kind of
/// property per row; each row also with the local side preferred, and with the sides exchanged.
@Suite("merging properties")
struct MergePropertyTests {
    static let values: [MergeRow] = [
        MergeRow(
            reason: "different properties", base: ["DTSTART:20260105T120000", "SUMMARY:a"],
            local: ["DTSTART:20260105T120000", "SUMMARY:b"],
            remote: ["DTSTART:20260105T120000", "SUMMARY:a", "LOCATION:c"],
            merged: ["DTSTART:20260105T120000", "SUMMARY:b", "LOCATION:c"]),
        MergeRow(
            reason: "the same property", base: ["DTSTART:20260105", "SUMMARY:a"],
            local: ["DTSTART:20260105", "SUMMARY:b"], remote: ["DTSTART:20260105", "SUMMARY:c"],
            merged: ["DTSTART:20260105", "SUMMARY:c"], clashes: ["SUMMARY"],
            mergedLocally: ["DTSTART:20260105", "SUMMARY:b"]),
        MergeRow(
            reason: "the same edit twice",
            base: ["DTSTART:20260105", "SUMMARY:a", "CLASS:PRIVATE"],
            local: ["DTSTART:20260105", "SUMMARY:b"],
            remote: ["DTSTART:20260105", "SUMMARY:b", "COLOR:red"],
            merged: ["DTSTART:20260105", "SUMMARY:b", "COLOR:red"]),
        MergeRow(
            reason: "changed here, removed there", base: ["DTSTART:20260105", "LOCATION:a"],
            local: ["DTSTART:20260105", "LOCATION:b"], remote: ["DTSTART:20260105", "COLOR:red"],
            merged: ["DTSTART:20260105", "COLOR:red"], clashes: ["LOCATION"],
            mergedLocally: ["DTSTART:20260105", "LOCATION:b", "COLOR:red"]),
        MergeRow(
            reason: "written anew by the server",
            base: ["DTSTART:20260105T1200Z", "SUMMARY:a\\, b"],
            local: ["DTSTART:20260105T1200Z", "SUMMARY:c"],
            remote: ["DTSTART;VALUE=DATE-TIME:20260105T120000Z", "SUMMARY:a, b", "PRIORITY:0"],
            merged: ["DTSTART;VALUE=DATE-TIME:20260105T120000Z", "SUMMARY:c", "PRIORITY:0"]),
        MergeRow(
            reason: "a default spelled out is no change", base: ["DTSTART:20260105"],
            local: ["DTSTART:20260105", "TRANSP:TRANSPARENT"],
            remote: ["DTSTART:20260105", "TRANSP:OPAQUE"],
            merged: ["DTSTART:20260105", "TRANSP:TRANSPARENT"]),
        MergeRow(
            reason: "an unknown property", base: ["DTSTART:20260105", "X-A:1", "X-B:1"],
            local: ["DTSTART:20260105", "X-A:2", "X-B:1"],
            remote: ["DTSTART:20260105", "X-A:3", "X-B:2"],
            merged: ["DTSTART:20260105", "X-A:3", "X-B:2"], clashes: ["X-A"],
            mergedLocally: ["DTSTART:20260105", "X-A:2", "X-B:2"]),
        MergeRow(
            reason: "both made it: lists are united, values clash", base: nil,
            local: ["DTSTART:20260105", "SUMMARY:a", "CATEGORIES:x", "URL:u"],
            remote: ["DTSTART:20260105", "SUMMARY:b", "CATEGORIES:y", "COLOR:red"],
            merged: [
                "DTSTART:20260105", "SUMMARY:b", "CATEGORIES:x", "CATEGORIES:y", "COLOR:red",
                "URL:u",
            ],
            clashes: ["SUMMARY"],
            mergedLocally: [
                "DTSTART:20260105", "SUMMARY:a", "CATEGORIES:x", "CATEGORIES:y", "COLOR:red",
                "URL:u",
            ]),
        MergeRow(
            reason: "both made the same", base: nil, local: ["DTSTART:20260105", "SUMMARY:a"],
            remote: ["SUMMARY:a", "DTSTART;VALUE=DATE:20260105"],
            merged: ["SUMMARY:a", "DTSTART;VALUE=DATE:20260105"]),
    ]

    @Test("values", arguments: values)
    func mergesValues(_ row: MergeRow) throws { try row.check() }

    static let lists: [MergeRow] = [
        MergeRow(
            reason: "categories over several lines",
            base: ["DTSTART:20260105", "CATEGORIES:a,b", "CATEGORIES:c"],
            local: ["DTSTART:20260105", "CATEGORIES:c,b,d"],
            remote: ["DTSTART:20260105", "CATEGORIES:a,b", "CATEGORIES:c,e"],
            merged: ["DTSTART:20260105", "CATEGORIES:b", "CATEGORIES:c,e", "CATEGORIES:d"]),
        MergeRow(
            reason: "an attendee's answer here, the name there",
            base: ["DTSTART:20260105", "ATTENDEE:mailto:a@x"],
            local: ["DTSTART:20260105", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x"],
            remote: ["DTSTART:20260105", "ATTENDEE;CN=A:MAILTO:a@x", "ATTENDEE:mailto:b@x"],
            merged: [
                "DTSTART:20260105", "ATTENDEE;CN=A;PARTSTAT=ACCEPTED:MAILTO:a@x",
                "ATTENDEE:mailto:b@x",
            ]),
        MergeRow(
            reason: "two answers", base: ["DTSTART:20260105", "ATTENDEE;CN=A:mailto:a@x"],
            local: ["DTSTART:20260105", "ATTENDEE;CN=A;PARTSTAT=ACCEPTED:mailto:a@x"],
            remote: ["DTSTART:20260105", "ATTENDEE;CN=A;PARTSTAT=DECLINED:mailto:a@x"],
            merged: ["DTSTART:20260105", "ATTENDEE;CN=A;PARTSTAT=DECLINED:mailto:a@x"],
            clashes: ["ATTENDEE"],
            mergedLocally: ["DTSTART:20260105", "ATTENDEE;CN=A;PARTSTAT=ACCEPTED:mailto:a@x"]),
        MergeRow(
            reason: "an attendee taken out, another brought in",
            base: ["DTSTART:20260105", "ATTENDEE:mailto:a@x", "ATTENDEE:mailto:b@x"],
            local: ["DTSTART:20260105", "ATTENDEE:mailto:b@x"],
            remote: [
                "DTSTART:20260105", "ATTENDEE:mailto:b@x", "ATTENDEE:mailto:a@x",
                "ATTENDEE:mailto:c@x",
            ],
            merged: ["DTSTART:20260105", "ATTENDEE:mailto:b@x", "ATTENDEE:mailto:c@x"]),
        MergeRow(
            reason: "an attendee taken out here, with an answer there",
            base: ["DTSTART:20260105", "ATTENDEE:mailto:a@x"], local: ["DTSTART:20260105"],
            remote: ["DTSTART:20260105", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x"],
            merged: ["DTSTART:20260105", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x"],
            clashes: ["ATTENDEE"], mergedLocally: ["DTSTART:20260105"]),
        MergeRow(
            reason: "attachments by id",
            base: ["DTSTART:20260105", "ATTACH;MANAGED-ID=1:http://x/1"],
            local: ["DTSTART:20260105", "ATTACH;MANAGED-ID=1;FILENAME=a:http://x/1"],
            remote: [
                "DTSTART:20260105", "ATTACH;MANAGED-ID=1;SIZE=3:http://x/1",
                "ATTACH;MANAGED-ID=2:http://x/2",
            ],
            merged: [
                "DTSTART:20260105", "ATTACH;MANAGED-ID=1;SIZE=3;FILENAME=a:http://x/1",
                "ATTACH;MANAGED-ID=2:http://x/2",
            ]),
        MergeRow(
            reason: "comments are lines", base: ["DTSTART:20260105", "COMMENT:a", "COMMENT:b"],
            local: ["DTSTART:20260105", "COMMENT:a", "COMMENT:b", "COMMENT:c"],
            remote: ["DTSTART:20260105", "COMMENT:b", "COMMENT:d"],
            merged: ["DTSTART:20260105", "COMMENT:b", "COMMENT:d", "COMMENT:c"]),
        MergeRow(
            reason: "times in several zones are one set",
            base: ["DTSTART:20260105T110000Z", "RRULE:FREQ=DAILY", "EXDATE:20260106T110000Z"],
            local: [
                "DTSTART:20260105T110000Z", "RRULE:FREQ=DAILY",
                "EXDATE;TZID=Europe/Berlin:20260106T120000,20260107T120000",
            ],
            remote: [
                "DTSTART:20260105T110000Z", "RRULE:FREQ=DAILY",
                "EXDATE:20260106T110000Z,20260108T110000Z",
            ],
            merged: [
                "DTSTART:20260105T110000Z", "RRULE:FREQ=DAILY",
                "EXDATE:20260106T110000Z,20260108T110000Z",
                "EXDATE;TZID=Europe/Berlin:20260107T120000",
            ]),
    ]

    @Test("lists", arguments: lists)
    func mergesLists(_ row: MergeRow) throws {
        // Additions are written on another line where the sides are exchanged: compared by meaning.
        try row.check()
    }

    static let times: [MergeRow] = [
        MergeRow(
            reason: "an end or a duration", base: ["DTSTART:20260105T12Z", "DTEND:20260105T13Z"],
            local: ["DTSTART:20260105T14Z", "DTEND:20260105T15Z"],
            remote: ["DTSTART:20260105T12Z", "DURATION:PT60M", "SUMMARY:a"],
            merged: ["DTSTART:20260105T14Z", "DTEND:20260105T15Z", "SUMMARY:a"]),
        MergeRow(
            reason: "moved twice: start and end stay together",
            base: ["DTSTART:20260105T12Z", "DTEND:20260105T13Z"],
            local: ["DTSTART:20260105T16Z", "DTEND:20260105T17Z"],
            remote: ["DTSTART:20260105T12Z", "DTEND:20260105T14Z", "SUMMARY:a"],
            merged: ["DTSTART:20260105T12Z", "DTEND:20260105T14Z", "SUMMARY:a"],
            clashes: ["DTSTART"],
            mergedLocally: ["DTSTART:20260105T16Z", "DTEND:20260105T17Z", "SUMMARY:a"]),
        MergeRow(
            reason: "longer here, other rule there",
            base: ["DTSTART:20260105T12Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"],
            local: ["DTSTART:20260105T12Z", "DURATION:PT2H", "RRULE:FREQ=DAILY"],
            remote: ["DTSTART:20260105T12Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"],
            merged: ["DTSTART:20260105T12Z", "DURATION:PT2H", "RRULE:FREQ=DAILY;COUNT=3"]),
        MergeRow(
            reason: "two rules", base: ["DTSTART:20260105T12Z", "RRULE:FREQ=DAILY"],
            local: ["DTSTART:20260105T12Z", "RRULE:FREQ=DAILY;COUNT=3"],
            remote: ["DTSTART:20260105T12Z", "RRULE:COUNT=4;FREQ=DAILY"],
            merged: ["DTSTART:20260105T12Z", "RRULE:COUNT=4;FREQ=DAILY"], clashes: ["RRULE"],
            mergedLocally: ["DTSTART:20260105T12Z", "RRULE:FREQ=DAILY;COUNT=3"]),
        MergeRow(
            reason: "one zone by two names",
            base: ["DTSTART;TZID=Europe/Berlin:20260105T12"],
            local: ["DTSTART;TZID=Europe/Berlin:20260105T13"],
            remote: [
                "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260105T12", "SUMMARY:a",
            ],
            merged: ["DTSTART;TZID=Europe/Berlin:20260105T13", "SUMMARY:a"]),
        MergeRow(
            reason: "another zone is a change, even at the same moment",
            base: ["DTSTART;TZID=Europe/Berlin:20260105T12"],
            local: ["DTSTART:20260105T11Z"],
            remote: ["DTSTART;TZID=Europe/Berlin:20260105T12", "SUMMARY:a"],
            merged: ["DTSTART:20260105T11Z", "SUMMARY:a"]),
        MergeRow(
            reason: "the zone of the end alone",
            base: [
                "DTSTART;TZID=Europe/Berlin:20260105T12", "DTEND;TZID=Europe/Berlin:20260105T13",
            ],
            local: ["DTSTART;TZID=Europe/Berlin:20260105T12", "DTEND:20260105T12Z"],
            remote: [
                "DTSTART;TZID=Europe/Berlin:20260105T12", "DURATION:PT1H", "SUMMARY:a",
            ],
            merged: ["DTSTART;TZID=Europe/Berlin:20260105T12", "DTEND:20260105T12Z", "SUMMARY:a"]),
        MergeRow(
            reason: "a revision each is a third one",
            base: ["DTSTART:20260105T12Z", "STATUS:TENTATIVE", "SEQUENCE:1"],
            local: ["DTSTART:20260105T13Z", "STATUS:TENTATIVE", "SEQUENCE:2"],
            remote: ["DTSTART:20260105T12Z", "STATUS:CONFIRMED", "SEQUENCE:2"],
            merged: ["DTSTART:20260105T13Z", "STATUS:CONFIRMED", "SEQUENCE:3"]),
        MergeRow(
            reason: "stamps take the newer",
            base: ["DTSTART:20260105", "LAST-MODIFIED:20260101T000000Z", "SEQUENCE:1"],
            local: ["DTSTART:20260105", "LAST-MODIFIED:20260103T000000Z", "SEQUENCE:4"],
            remote: ["DTSTART:20260105", "LAST-MODIFIED:20260102T000000Z", "SEQUENCE:5"],
            merged: ["DTSTART:20260105", "LAST-MODIFIED:20260103T000000Z", "SEQUENCE:5"]),
    ]

    @Test("times", arguments: times)
    func mergesTimes(_ row: MergeRow) throws { try row.check() }
}
