import Foundation

/// A program that prints a secret. It has nothing on its standard input.
struct CredentialCommand: Sendable {
    let words: [String]
    /// Long enough for a password manager to ask its user.
    var limit = Duration.seconds(60)

    /// Characters of a failed program's complaint that are shown.
    private static let shown = 500

    /// Runs it and returns what it printed.
    /// - Throws: when it cannot be started, takes too long, or says that it failed.
    func output() async throws(CredentialError) -> String {
        guard let name = words.first else { throw CredentialError(text: "an empty command") }
        func failure(_ text: String) -> CredentialError { CredentialError(text: "\(name) \(text)") }
        let ending: ChildProgram.Ending
        do throws(ChildProgram.Failure) {
            ending = try await ChildProgram(words: words, limit: limit).run()
        } catch {
            throw failure("cannot be started: \(error.text)")
        }
        if ending.isLate { throw failure("took longer than \(limit.wholeMilliseconds / 1000) s") }
        let status = ending.status
        guard status == 0 else {
            let words = String(decoding: ending.errors, as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            let kind =
                status & 0x7F == 0 ? "status \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
            throw failure("ended with \(kind): \(words.prefix(Self.shown))")
        }
        return String(decoding: ending.output, as: UTF8.self)
    }
}
