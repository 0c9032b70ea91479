import Core

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Builds the machine once, runs one command and leaves with its status.
@main
enum Main {
    static func main() {
        signal(SIGPIPE, SIG_IGN)  // writes then fail instead, and the rest is left unwritten
        let machine = Machine.live { profile in try Screens.run(profile) }
        let arguments = Array(CommandLine.arguments.dropFirst())
        exit(runCommandLine(arguments, machine: machine).rawValue)
    }
}
