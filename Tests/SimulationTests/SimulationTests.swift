import Foundation
import Testing

@testable import DaylineSync

/// Goal: whatever goes wrong on the way, devices and server end up in step, and no saved edit is
/// lost. Method: random histories of users, faults and crashes on random servers; then the faults
/// stop. A seed is printed with what it broke.
@Suite("simulation")
struct SimulationTests {
    @Test("devices and server end up in step, and no saved edit is lost")
    func histories() throws {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["DAYLINE_SIM_SEED"].flatMap { UInt64($0) }
        let count = environment["DAYLINE_SIM_STEPS"].flatMap { Int($0) } ?? (first == nil ? 50 : 1)
        let steps = environment["DAYLINE_SIM_LENGTH"].flatMap { Int($0) } ?? 12
        let start = first ?? UInt64.random(in: 1...1_000_000_000)
        print("simulation: \(count) histories of \(steps) steps from seed \(start)")
        let folder = try SimulationFolder()
        let isVerbose = environment["DAYLINE_SIM_LOG"] != nil
        for seed in start..<start + UInt64(count) {
            let world = try SimulatedWorld(seed: seed, folder: folder, isVerbose: isVerbose)
            try world.run(steps: steps)
            guard world.failures.isEmpty else {
                Issue.record("seed \(seed): \(world.failures.joined(separator: "\n"))")
                if environment["DAYLINE_SIM_ALL"] == nil { return }
                continue
            }
        }
    }
}
