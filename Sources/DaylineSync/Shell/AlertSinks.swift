import Settings

/// All places but the open TUIs that alerts and notices go to.
struct AlertSinks: Sendable {
    var sinks: [any AlertSink]

    init(_ sinks: [any AlertSink]) { self.sinks = sinks }

    /// Those that the settings ask for.
    init(_ settings: AlertSettings, machine: SinkMachine) {
        sinks = []
        if settings.terminals {
            sinks.append(SinkTerminal(machine: machine, sparesTmux: settings.tmux))
        }
        if settings.tmux { sinks.append(SinkTmux(machine: machine)) }
        if settings.desktop { sinks.append(SinkDesktop(machine: machine)) }
        if !settings.command.isEmpty {
            sinks.append(SinkCommand(words: settings.command, machine: machine))
        }
    }

    /// Tells all at once; what one of them cannot do is no matter to the others.
    /// - Returns: those that failed, and why, by name.
    func send(_ message: SinkMessage) async -> [(name: String, failure: SinkFailure)] {
        await withTaskGroup(of: (String, SinkFailure?).self) { group in
            for sink in sinks {
                group.addTask {
                    do throws(SinkFailure) {
                        try await sink.send(message)
                        return (sink.name, nil)
                    } catch {
                        return (sink.name, error)
                    }
                }
            }
            var failures: [(name: String, failure: SinkFailure)] = []
            for await (name, failure) in group {
                if let failure { failures.append((name, failure)) }
            }
            return failures.sorted { $0.name < $1.name }
        }
    }
}
