import Foundation

@main struct Main {
    @MainActor static func main() async {
        // A peer that has gone is an error where it is written to, never the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let status = await withTaskExecutorPreference(TaskQueues.shared) {
            await runSyncCommandLine(
                Array(CommandLine.arguments.dropFirst()), machine: .live)
        }
        exit(status.rawValue)
    }
}
