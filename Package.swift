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
        .executable(name: "dayline-sync", targets: ["DaylineSync"]),
        .executable(name: "dayline-server", targets: ["DaylineServer"]),
        .library(name: "Core", targets: ["Core"]),  // for Benchmarks and Fuzzing
        .library(name: "WebDAV", targets: ["WebDAV"]),  // for Fuzzing
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
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
                "Core", "CNcurses", "Control", "Settings",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Settings",
            dependencies: ["Core", .product(name: "TOMLKit", package: "TOMLKit")],
            swiftSettings: strict
        ),
        .target(name: "Control", dependencies: ["Core"], swiftSettings: strict),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CTimer"),
        .systemLibrary(name: "CResolver"),
        .systemLibrary(name: "CExpat", pkgConfig: "expat"),
        .executableTarget(
            name: "DaylineSync",
            dependencies: [
                "Core", "WebDAV", "Control", "Settings", "CCurl", "CMalloc",
                "CResolver", "CTimer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .target(name: "WebDAV", dependencies: ["CExpat"], swiftSettings: strict),
        .executableTarget(
            name: "DaylineServer",
            dependencies: [
                "Core", "WebDAV", "Control", "Settings", "CMalloc", "CSodium", "CZlib",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "TOMLKit", package: "TOMLKit"),
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
                "DaylineTUI", "Core", "Control", "Settings",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Goldens"], swiftSettings: strict),
        .testTarget(
            name: "DaylineSyncTests",
            dependencies: [
                "DaylineSync", "Core", "WebDAV", "Control", "Settings", "TestTools",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["DaylineSync", "Core", "WebDAV", "TestTools"],
            swiftSettings: strict),
        .testTarget(
            name: "DaylineServerTests",
            dependencies: [
                "DaylineServer", "Core", "WebDAV", "Control", "TestTools",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TidyTests", dependencies: ["DaylineTUI", "TestTools"], swiftSettings: strict),
    ]
)
