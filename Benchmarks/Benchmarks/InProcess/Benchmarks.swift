import Benchmark
import Work

/// The kernels, timed by the benchmark library; figures are for a whole run, `kernels list` tells
/// how many units that is.
let benchmarks: @Sendable () -> Void = {
    for kernel in Kernel.all {
        let configuration = Benchmark.Configuration(
            metrics: [.wallClock], warmupIterations: 10, maxDuration: .seconds(1))
        Benchmark(kernel.name, configuration: configuration) { benchmark in
            let run = try kernel.prepare()
            _ = run()
            benchmark.startMeasurement()
            blackHole(run())
        }
    }
}
