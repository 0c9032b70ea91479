import Core

extension Kernel {
    /// The first overlap of two series without an end, or the proof that there is none, from their
    /// seeds: rules compiled, days compared.
    static let overlap = overlap("overlap", zones: (nil, nil))

    /// The same where the clocks of one zone change, and where those of two do at other times.
    static let zonedOverlap = overlap(
        "overlap-zone", zones: ("Europe/Berlin", "Europe/Berlin"))
    static let zonesOverlap = overlap(
        "overlap-zones", zones: ("Europe/Berlin", "America/New_York"))

    private static func overlap(_ name: String, zones: (String?, String?)) -> Kernel {
        Kernel(name, unit: "pair", units: { pairs.count }) {
            let database = ZoneDatabase(directory: "/usr/share/zoneinfo")
            let sides = pairs.map { pair in
                (
                    seriesEntries(pair.one.start, pair.one.rule, zone: zones.0, database),
                    seriesEntries(pair.other.start, pair.other.rule, zone: zones.1, database)
                )
            }
            return {
                let search = OverlapSearch()
                var sum = 0
                for (one, other) in sides {
                    guard let one = BusySeries(one, zones: database, display: .utc),
                        let other = BusySeries(other, zones: database, display: .utc)
                    else { continue }
                    sum &+= number(search.first(of: one, with: other))
                }
                return sum
            }
        }
    }

    private static func number(_ answer: OverlapAnswer) -> Int {
        switch answer {
        case .never: 1
        case .noneBefore(let instant): instant.seconds
        case .overlap(let overlap): overlap.shared.lowerBound.seconds
        }
    }

    private typealias Side = (start: String, rule: String)

    /// An hour each: some meet soon, some after decades, some never.
    private static let pairs: [(one: Side, other: Side)] = [
        (("20260105T090000", "FREQ=DAILY"), ("20260105T100000", "FREQ=DAILY")),
        (("20260105T090000", "FREQ=WEEKLY;BYDAY=MO,WE"), ("20260106T093000", "FREQ=WEEKLY")),
        (
            ("20260105T090000", "FREQ=WEEKLY;INTERVAL=4"),
            ("20260119T093000", "FREQ=WEEKLY;INTERVAL=6")
        ),
        (("20260113T090000", "FREQ=MONTHLY;BYDAY=2TU"), ("20260113T090000", "FREQ=MONTHLY")),
        (
            ("20260102T090000", "FREQ=MONTHLY;BYDAY=1FR"),
            ("20260129T090000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2")
        ),
        (
            ("20260105T090000", "FREQ=WEEKLY;INTERVAL=5"),
            ("20260115T093000", "FREQ=MONTHLY;INTERVAL=6")
        ),
        (
            ("20260104T090000", "FREQ=WEEKLY;INTERVAL=10"),
            ("20280229T090000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
        ),
        (("20260805T080000", "FREQ=YEARLY;INTERVAL=2"), ("20251225T140000", "FREQ=YEARLY")),
        (("20260103T020000", "FREQ=DAILY;INTERVAL=3"), ("20260104T030000", "FREQ=WEEKLY")),
        (
            ("20260105T093000", "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=30"),
            ("20260830T093000", "FREQ=MONTHLY;INTERVAL=10;BYMONTHDAY=29")
        ),
        (("20260105T090000", "FREQ=HOURLY;INTERVAL=7"), ("20260105T093000", "FREQ=MONTHLY")),
        (
            ("20260105T090000", "FREQ=YEARLY;BYWEEKNO=20"),
            ("20260518T090000", "FREQ=YEARLY;BYDAY=3MO;BYMONTH=5")
        ),
    ]
}
