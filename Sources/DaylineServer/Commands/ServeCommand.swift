import ArgumentParser
import Logging

extension LogSettings.Format: ExpressibleByArgument {}

/// `dayline-server serve`
struct ServeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve calendars until SIGTERM or SIGINT.",
        discussion: "SIGHUP reads the TLS files again.")

    @OptionGroup var options: DataOptions
    @Option(
        help: ArgumentHelp(
            "Where to listen, as 127.0.0.1:8043 or [::1]:8043; may be given again.",
            valueName: "address"))
    var listen: [String] = []
    @Option(help: ArgumentHelp("The certificate and those above it, PEM.", valueName: "file"))
    var tlsCertificate: String?
    @Option(help: ArgumentHelp("The certificate's private key, PEM.", valueName: "file"))
    var tlsKey: String?
    @Flag(help: "Serve HTTP without TLS, on loopback addresses.") var plainHttp = false
    @Flag(help: "A proxy in front speaks TLS; believe its X-Forwarded- fields.")
    var behindProxy = false
    @Option(help: ArgumentHelp("text or json.", valueName: "format"))
    var logFormat: LogSettings.Format?
    @Option(
        help: ArgumentHelp(
            "trace, debug, info, notice, warning, error or critical.", valueName: "level"))
    var logLevel: String?
    @Option(
        help: ArgumentHelp(
            "For testing: make consumers fail and the bus repeat and reorder, as in "
                + "seed=1,failures=0.1,repeats=0.1,disorder=0.25,poison=100.",
            valueName: "plan", visibility: .hidden))
    var chaos: Chaos.Plan?

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let settings = try settings(session)
        try settings.checkForServing()
        try await session.machine.serve(settings, session.machine)
        return .ok
    }

    /// What the file says, with this command line over it.
    func settings(_ session: ServerSession) throws -> ServerSettings {
        var settings = try session.configuration(options)
        if !listen.isEmpty { settings.listen = try listen.map(address) }
        if tlsCertificate != nil || tlsKey != nil {
            settings.tls = settings.tls.with(certificate: tlsCertificate, key: tlsKey)
        }
        if plainHttp { settings.allowsPlainHTTP = true }
        if behindProxy { settings.isBehindProxy = true }
        settings.chaos = chaos
        if let logFormat { settings.log.format = logFormat }
        if let logLevel {
            guard let level = Logger.Level(rawValue: logLevel) else {
                throw ServerCommandError.usage("there is no log level “\(logLevel)”")
            }
            settings.log.level = level
        }
        return settings
    }

    private func address(_ text: String) throws -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw ServerCommandError.usage("“\(text)” is no address with a port")
        }
        return address
    }
}
