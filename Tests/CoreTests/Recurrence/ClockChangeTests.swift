import Testing

/// Goal: what sub-daily rules do where clocks change is decided, and stays so. RFC 5545 §3.3.10
/// steps the local clock; its erratum 4271 (verified) lets a skipped time happen, at the offset
/// before the gap (§3.3.5), and lets it count. A repeated time is its first. So a rule means
/// local times, here as everywhere, and two local times that are one instant are one happening.
///
/// Europe/Berlin 2026: gap 29 March 2:00-3:00, fold 25 October 3:00-2:00.
/// Australia/Lord_Howe 2026: gap 4 October 2:00-2:30, fold 5 April 2:00-1:30.
/// Antarctica/Troll 2026: gap 29 March 1:00-3:00, fold 25 October 3:00-1:00.
/// Pacific/Apia 2011: the whole of 30 December is a gap.
private let subDailyChanges = [
    ClockChange(
        zone: "Europe/Berlin", start: "20260329T003000", rule: "FREQ=HOURLY;COUNT=5",
        local: ["29T0030", "29T0130", "29T0230", "29T0330", "29T0430"],
        instants: ["28T2330", "29T0030", "29T0130", "29T0130", "29T0230"], happenings: 4,
        reason: "2:30 is skipped, counts, and happens with 3:30"),
    ClockChange(
        zone: "Europe/Berlin", start: "20261025T003000", rule: "FREQ=HOURLY;COUNT=5",
        local: ["25T0030", "25T0130", "25T0230", "25T0330", "25T0430"],
        instants: ["24T2230", "24T2330", "25T0030", "25T0230", "25T0330"], happenings: 5,
        reason: "2:30 is the first one; the second hour is empty"),
    ClockChange(
        zone: "Europe/Berlin", start: "20260329T013000", rule: "FREQ=MINUTELY;INTERVAL=30;COUNT=5",
        local: ["29T0130", "29T0200", "29T0230", "29T0300", "29T0330"],
        instants: ["29T0030", "29T0100", "29T0130", "29T0100", "29T0130"], happenings: 3,
        reason: "instants are not in the order of the local times"),
    ClockChange(
        zone: "Europe/Berlin", start: "20261025T013000", rule: "FREQ=MINUTELY;INTERVAL=30;COUNT=5",
        local: ["25T0130", "25T0200", "25T0230", "25T0300", "25T0330"],
        instants: ["24T2330", "25T0000", "25T0030", "25T0200", "25T0230"], happenings: 5,
        reason: "1:00 to 2:00 UTC has no local time of its own"),
    ClockChange(
        zone: "Europe/Berlin", start: "20260328T020000", rule: "FREQ=HOURLY;INTERVAL=24;COUNT=3",
        local: ["28T0200", "29T0200", "30T0200"],
        instants: ["28T0100", "29T0100", "30T0000"], happenings: 3,
        reason: "24 hours on the clock are a day; the shift is not carried on"),
    ClockChange(
        zone: "Europe/Berlin", start: "20260329T015958", rule: "FREQ=SECONDLY;COUNT=3",
        local: ["29T015958", "29T015959", "29T020000"],
        instants: ["29T005958", "29T005959", "29T010000"], happenings: 3,
        reason: "seconds run through a gap"),
    ClockChange(
        zone: "Europe/Berlin", start: "20260328T023000",
        rule: "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30;COUNT=6",
        local: ["28T0230", "28T0330", "29T0230", "29T0330", "30T0230", "30T0330"],
        instants: ["28T0130", "28T0230", "29T0130", "29T0130", "30T0030", "30T0130"],
        happenings: 5, reason: "daily rules do the same"),
    ClockChange(
        zone: "Australia/Lord_Howe", start: "20261004T011500",
        rule: "FREQ=MINUTELY;INTERVAL=30;COUNT=4",
        local: ["04T0115", "04T0145", "04T0215", "04T0245"],
        instants: ["03T1445", "03T1515", "03T1545", "03T1545"], happenings: 3,
        reason: "a gap of half an hour"),
    ClockChange(
        zone: "Australia/Lord_Howe", start: "20260405T011500",
        rule: "FREQ=MINUTELY;INTERVAL=30;COUNT=4",
        local: ["05T0115", "05T0145", "05T0215", "05T0245"],
        instants: ["04T1415", "04T1445", "04T1545", "04T1615"], happenings: 4,
        reason: "a fold of half an hour: the second 1:45 is not meant"),
    ClockChange(
        zone: "Australia/Lord_Howe", start: "20261004T001500", rule: "FREQ=HOURLY;COUNT=4",
        local: ["04T0015", "04T0115", "04T0215", "04T0315"],
        instants: ["03T1345", "03T1445", "03T1545", "03T1615"], happenings: 4,
        reason: "2:15 is skipped and half an hour from 3:15"),
    ClockChange(
        zone: "Europe/Berlin", start: "20261025T025959", rule: "FREQ=SECONDLY;COUNT=2",
        local: ["25T025959", "25T030000"], instants: ["25T005959", "25T020000"], happenings: 2,
        reason: "a second on the clock is an hour and a second"),
    ClockChange(
        zone: "Antarctica/Troll", start: "20260329T003000", rule: "FREQ=HOURLY;COUNT=5",
        local: ["29T0030", "29T0130", "29T0230", "29T0330", "29T0430"],
        instants: ["29T0030", "29T0130", "29T0230", "29T0130", "29T0230"], happenings: 3,
        reason: "a gap of two hours: two instances meet the two after them"),
    ClockChange(
        zone: "Antarctica/Troll", start: "20261025T003000", rule: "FREQ=HOURLY;COUNT=4",
        local: ["25T0030", "25T0130", "25T0230", "25T0330"],
        instants: ["24T2230", "24T2330", "25T0030", "25T0330"], happenings: 4,
        reason: "a fold of two hours: three hours without an instance"),
    ClockChange(
        zone: "Antarctica/Troll", start: "20260329T004500",
        rule: "FREQ=MINUTELY;INTERVAL=60;COUNT=4",
        local: ["29T0045", "29T0145", "29T0245", "29T0345"],
        instants: ["29T0045", "29T0145", "29T0245", "29T0145"], happenings: 3,
        reason: "sixty minutes are an hour"),
    ClockChange(
        zone: "Pacific/Apia", start: "20111229T120000", rule: "FREQ=HOURLY;INTERVAL=12;COUNT=5",
        local: ["29T1200", "30T0000", "30T1200", "31T0000", "31T1200"],
        instants: ["29T2200", "30T1000", "30T2200", "30T1000", "30T2200"], happenings: 3,
        reason: "a day that was skipped happens with the day after it"),
    ClockChange(
        zone: "Pacific/Apia", start: "20111229T090000", rule: "FREQ=DAILY;COUNT=4",
        local: ["29T0900", "30T0900", "31T0900", "01T0900"],
        instants: ["29T1900", "30T1900", "30T1900", "31T1900"], happenings: 3,
        reason: "daily rules do the same"),
]

@Test("sub-daily rules across changes of the clock", arguments: subDailyChanges)
private func subDaily(_ change: ClockChange) throws { try change.check() }
