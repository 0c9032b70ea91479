import Control
import Core

/// The program with the network code, run for one purpose: `dayline` itself has none.
enum SyncProgram {
    static let name = "dayline-sync"

    /// Looks at the server of an account, with the settings as the configuration would have them.
    static func probe(_ config: String, _ session: Session) throws -> ProbeReport {
        let result = try session.machine.programs.run(
            ProgramCall(words: [name, "probe"], input: Array(config.utf8)))
        guard let answer = ProbeAnswer(json: result.output) else {
            throw CommandError.server(
                "\(name) probe said nothing that could be read (status \(result.status))", hint: "")
        }
        switch answer {
        case .found(let report): return report
        case .failed(let failure): throw error(failure)
        }
    }

    private static func error(_ failure: ProbeFailure) -> CommandError {
        switch failure.reason {
        case .settings: .usage(failure.text)
        case .insecure: .server(failure.text, hint: "--insecure does it all the same")
        case .unreachable, .noCalendars: .server(failure.text, hint: "")
        case .certificate:
            .server(failure.text, hint: "--authority FILE trusts another authority")
        case .unauthorized: .server(failure.text, hint: "check user and password")
        }
    }

    /// Pushes and pulls once, where no daemon runs; what it has to say goes where ours goes.
    static func syncOnce(_ options: [String], _ session: Session) throws -> Outcome {
        let result = try session.machine.programs.run(
            ProgramCall(
                words: [name, "--once", "--data", session.profile.folder] + options, input: [],
                isCaptured: false))
        return result.status == 0 ? .ok : .server
    }
}
