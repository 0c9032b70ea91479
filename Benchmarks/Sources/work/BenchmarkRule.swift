import Core

/// A rule of the benchmark. `libical.c` has the same ones, from the same start.
struct BenchmarkRule: Sendable {
    let name: String
    let text: String
    /// How many instances one expansion takes, and how often it is made for 10,000 in all: libical
    /// knows no year after 2582.
    let instances: Int
    let rounds: Int

    private init(_ name: String, _ text: String, instances: Int = 10_000, rounds: Int = 1) {
        self.name = name
        self.text = text
        self.instances = instances
        self.rounds = rounds
    }

    /// 1997-09-02 09:00, a Tuesday.
    static let start = LocalDateTime(seconds: 10_106 * 86_400 + 9 * 3600)
    /// What a jump asks for: the first instance of 50 years later or after.
    static let later = LocalDateTime(seconds: 28_368 * 86_400 + 9 * 3600)

    /// Behind the last instance that there can be: the year 10000.
    static let end = LocalDateTime(seconds: 253_402_300_800)

    static let expanded = [
        BenchmarkRule("daily", "FREQ=DAILY"),
        BenchmarkRule("weekly", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        BenchmarkRule("monthly", "FREQ=MONTHLY;BYDAY=2TU", instances: 5000, rounds: 2),
        BenchmarkRule(
            "yearly", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", instances: 500, rounds: 20),
        BenchmarkRule(
            "setpos", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", instances: 5000, rounds: 2),
    ]

    /// The worst COUNT to compile: its end lies behind two million days that are looked at.
    static let absurd = BenchmarkRule(
        "absurd",
        "FREQ=SECONDLY;INTERVAL=7;BYMONTH=1,2,3,4,5,6,7,8,9,10,11;BYHOUR=9;COUNT=2147483647")

    static let sought =
        expanded + [BenchmarkRule("count", "FREQ=DAILY;INTERVAL=3;COUNT=20000")]

    func rule() throws -> RecurrenceRule { try RecurrenceRule(parsing: text) }

    func series() throws -> RuleSeries {
        try RuleSeries(rule(), start: Self.start, isDate: false, until: nil)
    }
}
