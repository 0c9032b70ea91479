// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "benchmarks",
    targets: [
        .executableTarget(name: "generate", swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(name: "measure", swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
