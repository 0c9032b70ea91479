// swift-tools-version: 6.1
import PackageDescription

var strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// `.ci/run` sets it. Warnings become errors in our own targets only, never in a dependency.
if Context.environment["DAYLINE_STRICT"] == "1" {
    strict.append(.unsafeFlags(["-warnings-as-errors"]))
}

let package = Package(
    name: "dayline",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "dayline", targets: ["DaylineTUI"]),
        .library(name: "Core", targets: ["Core"]),  // for Benchmarks and Fuzzing
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ],
    targets: [
        .systemLibrary(name: "CNcurses"),
        .target(
            name: "Core",
            dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "DaylineTUI",
            dependencies: [
                "Core", "CNcurses",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "TestTools", dependencies: ["Core"], path: "Tests/TestTools",
            swiftSettings: strict),
        .executableTarget(
            name: "RuleFuzz", dependencies: ["Core", "TestTools"], path: "Tests/RuleFuzz",
            swiftSettings: strict),
        .testTarget(
            name: "CoreTests", dependencies: ["Core", "TestTools"], swiftSettings: strict),
        .testTarget(
            name: "DaylineTUITests",
            dependencies: [
                "DaylineTUI", "Core",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Goldens"], swiftSettings: strict),
        .testTarget(name: "TidyTests", dependencies: ["DaylineTUI"], swiftSettings: strict),
    ]
)
