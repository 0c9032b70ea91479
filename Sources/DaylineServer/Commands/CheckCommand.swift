import ArgumentParser

/// `dayline-server check`
struct CheckCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for damage in the database.",
        discussion: """
            Reads everything; the server may run meanwhile. Prints each problem on a line of its \
            own. Exit status 1 when there is one.
            """)

    @OptionGroup var options: DataOptions

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let (findings, objects) = try await session.withStore(options) { store in
            let zones = session.machine.zones
            return try await store.database.read { database in
                var check = DatabaseCheck(database, zones: zones)
                try check.run()
                return (check.findings, check.objects)
            }
        }
        for finding in findings {
            let place = finding.place.isEmpty ? "database" : finding.place
            session.print("\(place): \(finding.problem)")
        }
        session.note(
            findings.isEmpty ? "\(objects) objects, all well" : "\(findings.count) problems")
        return findings.isEmpty ? .ok : .problems
    }
}
