import ArgumentParser
import Control
import Foundation
import Settings

/// Looks at the server of an account, without a replica.
struct ProbeCommand: SyncRunnable {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Looks what a server has for an account, and prints it as JSON.",
        discussion: """
            Reads a configuration with one account on standard input, as dayline.toml(5) has it, \
            and touches no files.
            """)

    func run(_ machine: SyncMachine) async throws -> SyncExit {
        let answer = await answer(machine)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        machine.write(.output, String(decoding: try encoder.encode(answer), as: UTF8.self) + "\n")
        switch answer {
        case .found: return .ok
        case .failed(let failure): return failure.reason == .settings ? .badInput : .incomplete
        }
    }

    private func answer(_ machine: SyncMachine) async -> ProbeAnswer {
        guard let text = machine.readInput() else {
            return .failed(ProbeFailure(reason: .settings, text: "standard input is no text"))
        }
        do throws(SettingsError) {
            let settings = try ClientSettings(
                text: text, path: "standard input", home: machine.environment["HOME"] ?? "")
            guard let account = settings.accounts.first, settings.accounts.count == 1 else {
                throw SettingsError(path: "standard input", reason: "needs one account")
            }
            let transport = CredentialedTransport(
                transport: CurlTransport(), credentials: Credentials(), settings: account)
            return await Probe(account: account, transport: transport).run()
        } catch {
            return .failed(ProbeFailure(reason: .settings, text: "\(error)"))
        }
    }
}
