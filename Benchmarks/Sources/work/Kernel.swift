/// One piece of work that is measured: in nanoseconds by the benchmark library, in instructions by
/// callgrind. Both run the same closure.
public struct Kernel: Sendable {
    /// As given on the command line, `expand-daily`.
    public let name: String
    /// What one unit of the work is: `instance`, `jump`, `byte`.
    public let unit: String
    /// How many units a run has; asked only where a figure is made, since it may take a while.
    public let units: @Sendable () -> Int
    /// Makes all ready and gives what a run is. Its answer depends on all of the work, so that none
    /// of it can be left out, and is the same in every run.
    public let prepare: @Sendable () throws -> @Sendable () -> Int

    init(
        _ name: String, unit: String, units: @escaping @Sendable () -> Int,
        prepare: @escaping @Sendable () throws -> @Sendable () -> Int
    ) {
        self.name = name
        self.unit = unit
        self.units = units
        self.prepare = prepare
    }
}

extension Kernel {
    /// All of them. A new kernel is one more line here, and `make bench-record`.
    public static let all: [Kernel] =
        BenchmarkRule.expanded.map(expansion) + BenchmarkRule.expanded.map(zonedExpansion)
        + BenchmarkRule.sought.map(jump) + BenchmarkRule.sought.map(textJump)
        + [absurdCount, overlap, zonedOverlap, zonesOverlap, parsing, reading]
}
