// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6)]

// Core comes from the checkout around this package; the benchmark library is a dependency of these
// figures only, never of the program (docs/adr/0007).
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "dayline", path: ".."),
        .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    ],
    targets: [
        .target(name: "Sample", path: "Sources/sample", swiftSettings: strict),
        .executableTarget(
            name: "generate", dependencies: ["Sample"], swiftSettings: strict),
        .executableTarget(name: "measure", swiftSettings: strict),
        .target(
            name: "Work", dependencies: ["Sample", .product(name: "Core", package: "dayline")],
            path: "Sources/work", swiftSettings: strict),
        .executableTarget(
            name: "kernels",
            dependencies: ["Work", .product(name: "Core", package: "dayline")],
            swiftSettings: strict),
        .executableTarget(
            name: "InProcess",
            dependencies: ["Work", .product(name: "Benchmark", package: "benchmark")],
            path: "Benchmarks/InProcess", swiftSettings: strict,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ]
)
