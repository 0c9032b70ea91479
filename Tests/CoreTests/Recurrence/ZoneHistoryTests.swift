import Testing

/// Goal: a series keeps its wall clock in zones that gave up changing their clocks, or change them
/// in their own way. Method: rules that run from one law into the next; the instants were worked
/// out with another reader of the same zone files.
private let lawChanges = [
    ClockChange(
        zone: "Asia/Seoul", start: "19880601T090000", rule: "FREQ=YEARLY;COUNT=3",
        local: ["01T09", "01T09", "01T09"], instants: ["31T23", "01T00", "01T00"], happenings: 3,
        reason: "no summer time after 1988"),
    ClockChange(
        zone: "Asia/Seoul", start: "19881008T023000", rule: "FREQ=DAILY;COUNT=3",
        local: ["08T0230", "09T0230", "10T0230"], instants: ["07T1630", "08T1630", "09T1730"],
        happenings: 3, reason: "the last fold of all"),
    ClockChange(
        zone: "America/Sao_Paulo", start: "20180115T090000", rule: "FREQ=YEARLY;COUNT=4",
        local: ["15T09", "15T09", "15T09", "15T09"],
        instants: ["15T11", "15T11", "15T12", "15T12"],
        happenings: 4, reason: "the summer of 2019 was the last one with a time of its own"),
    ClockChange(
        zone: "Europe/Istanbul", start: "20160115T090000", rule: "FREQ=YEARLY;COUNT=3",
        local: ["15T09", "15T09", "15T09"], instants: ["15T07", "15T06", "15T06"], happenings: 3,
        reason: "summer time for ever since 2016: a change of the law, not of the clock"),
    ClockChange(
        zone: "Pacific/Apia", start: "20210101T090000", rule: "FREQ=YEARLY;COUNT=3",
        local: ["01T09", "01T09", "01T09"], instants: ["31T19", "31T20", "31T20"], happenings: 3,
        reason: "summer time given up in 2021, by a zone that had lost a day before"),
    ClockChange(
        zone: "Asia/Pyongyang", start: "20180504T234500", rule: "FREQ=DAILY;COUNT=3",
        local: ["04T2345", "05T2345", "06T2345"], instants: ["04T1515", "05T1445", "06T1445"],
        happenings: 3, reason: "a gap of half an hour before midnight, and no summer time at all"),
    ClockChange(
        zone: "Asia/Pyongyang", start: "20150814T234500", rule: "FREQ=DAILY;COUNT=2",
        local: ["14T2345", "15T2345"], instants: ["14T1445", "15T1515"], happenings: 2,
        reason: "a fold of half an hour before midnight"),
    ClockChange(
        zone: "Europe/Dublin", start: "20260115T090000", rule: "FREQ=MONTHLY;INTERVAL=6;COUNT=3",
        local: ["15T09", "15T09", "15T09"], instants: ["15T09", "15T08", "15T09"], happenings: 3,
        reason: "winter time is the exception there: one hour less than standard"),
    ClockChange(
        zone: "Africa/Casablanca", start: "20260321T023000", rule: "FREQ=DAILY;COUNT=3",
        local: ["21T0230", "22T0230", "23T0230"], instants: ["21T0230", "22T0230", "23T0130"],
        happenings: 3, reason: "a gap at the end of Ramadan"),
    ClockChange(
        zone: "Africa/Casablanca", start: "20860501T090000", rule: "FREQ=YEARLY;COUNT=3",
        local: ["01T09", "01T09", "01T09"], instants: ["01T09", "01T09", "01T08"], happenings: 3,
        reason: "Ramadans are known until 2087; from then on nothing is foretold"),
]

@Test("series across changes of the law", arguments: lawChanges)
private func law(_ change: ClockChange) throws { try change.check() }

/// Goal: a series may begin at a time that its zone skips. RFC 5545 §3.3.5 reads that time with the
/// offset before the gap. Method: the start keeps the wall clock that was written, its instant is
/// behind the gap, and later instances are not moved with it.
private let startsInGaps = [
    ClockChange(
        zone: "Europe/Berlin", start: "20260329T023000", rule: "FREQ=DAILY;COUNT=3",
        local: ["29T0230", "30T0230", "31T0230"], instants: ["29T0130", "30T0030", "31T0030"],
        happenings: 3, reason: "3:30 that night, 2:30 from then on"),
    ClockChange(
        zone: "Europe/Berlin", start: "20260329T023000", rule: "FREQ=HOURLY;COUNT=3",
        local: ["29T0230", "29T0330", "29T0430"], instants: ["29T0130", "29T0130", "29T0230"],
        happenings: 2, reason: "the second instance is at the moment of the first"),
    ClockChange(
        zone: "America/New_York", start: "20260308T023000", rule: "FREQ=WEEKLY;COUNT=2",
        local: ["08T0230", "15T0230"], instants: ["08T0730", "15T0630"], happenings: 2,
        reason: "west of Greenwich"),
    ClockChange(
        zone: "Europe/Berlin", start: "20260329T023000",
        rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=3",
        local: ["29T0230", "28T0230", "26T0230"], instants: ["29T0130", "28T0130", "26T0130"],
        happenings: 3, reason: "every instance is in a gap"),
    ClockChange(
        zone: "America/Sao_Paulo", start: "20181104T000000", rule: "FREQ=DAILY;COUNT=2",
        local: ["04T0000", "05T0000"], instants: ["04T0300", "05T0200"], happenings: 2,
        reason: "midnight is skipped; the day is not"),
    ClockChange(
        zone: "Australia/Lord_Howe", start: "20261004T021500", rule: "FREQ=DAILY;COUNT=2",
        local: ["04T0215", "05T0215"], instants: ["03T1545", "04T1515"], happenings: 2,
        reason: "half an hour"),
    ClockChange(
        zone: "Antarctica/Troll", start: "20260329T013000", rule: "FREQ=DAILY;COUNT=2",
        local: ["29T0130", "30T0130"], instants: ["29T0130", "29T2330"], happenings: 2,
        reason: "two hours"),
    ClockChange(
        zone: "Pacific/Apia", start: "20111230T090000", rule: "FREQ=DAILY;COUNT=3",
        local: ["30T0900", "31T0900", "01T0900"], instants: ["30T1900", "30T1900", "31T1900"],
        happenings: 2, reason: "on a day that was not"),
]

@Test("series that begin in a gap", arguments: startsInGaps)
private func startInGap(_ change: ClockChange) throws { try change.check() }
