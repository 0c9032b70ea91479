import Foundation
import Settings
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: a secret comes from where the settings say, or a sentence says why not. Method: real
/// files and programs.
struct CredentialTests {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/secrets-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    @discardableResult
    private func write(_ text: String, mode: Int = 0o600, as name: String = "secret") throws
        -> String
    {
        let path = "\(folder)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    private func find(
        _ secret: AccountSettings.Secret, limit: Duration = .seconds(20),
        _ environment: [String: String] = [:], url: String = "https://cal.example.org/"
    ) async -> Result<Credential, CredentialError> {
        var account = AccountSettings(name: "a", url: url)
        account.user = "mina"
        account.secret = secret
        return await CredentialFinder(environment: environment, limit: limit).find(account)
    }

    @Test(
        "the first line that a program prints",
        arguments: [
            (["printf", "s3cret\nnotes\n"], "s3cret"),
            (["printf", "s3cret"], "s3cret"),
            (["printf", "with  blanks \r\n"], "with  blanks "),
            // No shell looks at the words.
            (["echo", "$HOME; `id`"], "$HOME; `id`"),
            // It has no input to wait for, and more output than a pipe holds.
            (["sh", "-c", "cat; echo s3cret; head -c 300000 /dev/zero"], "s3cret"),
            // What it leaves behind is not waited for.
            (["sh", "-c", "sleep 30 & echo s3cret"], "s3cret"),
        ])
    func commands(_ words: [String], _ secret: String) async {
        let found = await find(.command(words))
        #expect(found == .success(Credential(user: "mina", secret: secret)))
    }

    @Test(
        "why a program gave none",
        arguments: [
            (
                ["sh", "-c", "echo hidden; echo locked >&2; exit 3"],
                "sh ended with status 3: locked"
            ),
            (["sh", "-c", "kill -TERM $$"], "sh ended with signal 15: "),
            (["true"], "true gave no secret"),
            (["printf", "\nsecond"], "printf gave no secret"),
            (
                ["dayline-no-such-program"],
                "dayline-no-such-program cannot be started: No such file or directory"
            ),
            ([], "an empty command"),
        ])
    func failedCommands(_ words: [String], _ text: String) async {
        #expect(await find(.command(words)) == .failure(CredentialError(text: text)))
    }

    @Test("a program gets none of our files, however they were opened")
    func filesOfOurs() async throws {
        let low = open(try write("s3cret"), O_RDONLY)
        // Above those that a shell opens for itself.
        let ours = fcntl(low, F_DUPFD, 100)
        defer {
            close(low)
            close(ours)
        }
        let script = "test -e /proc/$$/fd/\(ours) && echo open || echo closed"
        #expect(try await find(.command(["sh", "-c", script])).get().secret == "closed")
    }

    @Test(
        "a program that takes too long is ended, with all that it started", .timeLimit(.minutes(1)))
    func slowCommand() async throws {
        let file = "\(folder)/pids"
        let script = "sleep 600 & echo $! $$ > \(file); wait"
        let found = await find(.command(["sh", "-c", script]), limit: .seconds(1))
        #expect(found == .failure(CredentialError(text: "sh took longer than 1 s")))
        let pids = try String(contentsOfFile: file, encoding: .utf8).split { !$0.isNumber }
        #expect(pids.count == 2)
        for pid in pids.compactMap({ Int32($0) }) {
            // Gone, or a zombie that its new parent has not taken note of yet.
            func isAlive() -> Bool {
                let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
                return state.map { !$0.contains(") Z") } ?? false
            }
            while isAlive() { await Task.yield() }
        }
    }

    @Test(
        "a file that only we may read",
        arguments: [
            (0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o660, false),
            (0o644, false),
        ])
    func files(_ mode: Int, _ isTaken: Bool) async throws {
        let path = try write("s3cret\nmore\n", mode: mode)
        let found = await find(.file(path))
        #expect((try? found.get().secret) == (isTaken ? "s3cret" : nil))
        if case .failure(let error) = found {
            #expect(error.text == "\(path) can be read by others; chmod 600 \(path)")
        }
    }

    @Test("no file, a folder, an empty file, somebody else's")
    func otherFiles() async throws {
        let empty = try write("\n", as: "empty")
        for path in ["\(folder)/missing", folder, empty] {
            #expect(throws: CredentialError.self) { try CredentialFile.contents(path + "/") }
            #expect((try? await find(.file(path)).get()) == nil)
        }
        guard geteuid() == 0 else { return }
        let theirs = try write("s3cret", as: "theirs")
        #expect(chown(theirs, 12345, 12345) == 0)
        #expect(
            await find(.file(theirs))
                == .failure(CredentialError(text: "\(theirs) belongs to somebody else")))
    }

    @Test("systemd's credentials, by name only")
    func systemd() async throws {
        try write("s3cret\n", mode: 0o440, as: "work")
        let environment = ["CREDENTIALS_DIRECTORY": folder]
        #expect(try await find(.systemd("work"), environment).get().secret == "s3cret")
        for name in ["", "..", "../work", "missing"] {
            #expect((try? await find(.systemd(name), environment).get()) == nil, "\(name)")
        }
        #expect((try? await find(.systemd("work")).get()) == nil)
    }

    @Test("`.netrc`, by the account's host and user; open to others it is refused")
    func netrc() async throws {
        let path = try write("machine cal.example.org login mina password s3cret\n", as: ".netrc")
        let found = await find(.netrc, ["HOME": folder])
        #expect(found == .success(Credential(user: "mina", secret: "s3cret")))
        #expect((try? await find(.netrc, ["NETRC": path]).get()) != nil)
        #expect(
            (try? await find(.netrc, ["HOME": folder], url: "https://other.org/").get()) == nil)
        try write("machine cal.example.org password x", mode: 0o644, as: ".netrc")
        #expect((try? await find(.netrc, ["HOME": folder]).get()) == nil)
    }

    @Test(
        "what a netrc says",
        arguments: [
            // text, host, user wanted, login:password
            ("machine h login a password b", "h", "", "a:b"),
            ("machine h\n  login a\n  password b\n", "H", "", "a:b"),
            ("machine g login x password y machine h login a password b", "h", "", "a:b"),
            // By user where there are several.
            ("machine h login a password b\nmachine h login c password d", "h", "c", "c:d"),
            ("machine h login a password b", "h", "c", nil),
            ("default login a password b", "h", "", "a:b"),
            ("machine h login a password \"b c\\\"d\\\\\"", "h", "", "a:b c\"d\\"),
            ("# machine h login no password no\nmachine h login a password #b", "h", "", "a:#b"),
            ("machine h account z login a password b", "h", "", "a:b"),
            // A macro is no entry, whatever it looks like.
            (
                "macdef m\nmachine h login no password no\n\nmachine h login a password b", "h", "",
                "a:b"
            ),
            ("machine h login a", "h", "", nil),
            ("password b", "h", "", nil),
            ("machine", "h", "", nil),
        ] as [(String, String, String, String?)])
    func netrcText(_ text: String, _ host: String, _ user: String, _ expected: String?) {
        let found = CredentialNetrc(text).credential(host: host, user: user)
        #expect(found.map { "\($0.user):\($0.secret)" } == expected)
    }
}
