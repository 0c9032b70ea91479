import Foundation
import Testing

@testable import DaylineSync

/// Goal: whatever goes wrong on the way, devices and server end up in step, and no saved edit is
/// lost. Method: histories of users, faults and crashes on servers of all kinds; then the faults
/// stop. The same few each time; `make sim` plays others, and prints the seed of what breaks.
@Suite("simulation")
struct SimulationTests {
    @Test("devices and server end up in step, and no saved edit is lost")
    func histories() throws {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["DAYLINE_SIM_SEED"].flatMap { UInt64($0) }
        let count = environment["DAYLINE_SIM_STEPS"].flatMap { Int($0) } ?? 40
        let steps = environment["DAYLINE_SIM_LENGTH"].flatMap { Int($0) } ?? 12
        let start = first ?? 1
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
