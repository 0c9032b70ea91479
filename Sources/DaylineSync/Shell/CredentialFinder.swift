import Foundation
import Settings

/// Where secrets come from.
struct CredentialFinder: Sendable {
    var environment = ProcessInfo.processInfo.environment
    /// For programs that print one.
    var limit = Duration.seconds(60)

    func find(_ account: AccountSettings) async -> Result<Credential, CredentialError> {
        do throws(CredentialError) {
            if account.secret == .netrc { return .success(try netrc(account)) }
            let secret = try await secret(account.secret)
            return .success(Credential(user: account.user, secret: secret))
        } catch {
            return .failure(error)
        }
    }

    private func secret(_ source: AccountSettings.Secret) async throws(CredentialError) -> String {
        switch source {
        case .none, .netrc: return ""
        case .command(let words): return try await output(words)
        case .file(let path):
            return try CredentialFile.firstLine(CredentialFile.contents(path), of: path)
        case .secretService(let attributes):
            let pairs = attributes.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
            return try await output(["secret-tool", "lookup"] + pairs)
        case .systemd(let name): return try systemd(name)
        }
    }

    private func output(_ words: [String]) async throws(CredentialError) -> String {
        let text = try await CredentialCommand(words: words, limit: limit).output()
        return try CredentialFile.firstLine(text, of: words.first ?? "")
    }

    private func systemd(_ name: String) throws(CredentialError) -> String {
        guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else {
            throw CredentialError(text: "systemd gave no credentials (LoadCredential=\(name):…)")
        }
        guard !name.isEmpty, !name.contains("/"), name != ".." else {
            throw CredentialError(text: "“\(name)” cannot be a systemd credential's name")
        }
        let text = try CredentialFile.contents("\(folder)/\(name)", isOpen: true)
        return try CredentialFile.firstLine(text, of: name)
    }

    private func netrc(_ account: AccountSettings) throws(CredentialError) -> Credential {
        let path = environment["NETRC"] ?? "\(environment["HOME"] ?? "")/.netrc"
        let file = CredentialNetrc(try CredentialFile.contents(path))
        let host = URLComponents(string: account.url)?.host ?? account.url
        guard let found = file.credential(host: host, user: account.user) else {
            throw CredentialError(text: "\(path) has no password for \(host)")
        }
        return found
    }
}
