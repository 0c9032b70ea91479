// swift-tools-version: 6.1
import PackageDescription

/// libFuzzer brings `main`; each target exports one function that it calls.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"]),
]

let core = Target.Dependency.product(name: "Core", package: "dayline")
let xml = Target.Dependency.product(name: "WebDAV", package: "dayline")
let targets = ["FuzzCalendar", "FuzzRule", "FuzzXML", "FuzzZoneFile", "FuzzZoneRules"]

let package = Package(
    name: "fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "dayline", path: "..")],
    targets: [.target(name: "FuzzSupport", dependencies: [core], swiftSettings: settings)]
        + targets.map {
            .executableTarget(
                name: $0, dependencies: [core, xml, "FuzzSupport"], swiftSettings: settings)
        }
)
