import Control
import Core
import Foundation
import Testing

@testable import DaylineTUI

/// Goal: an account is kept only when its server was seen, with the password where the user wants
/// it and nowhere else. Method: command lines against a `dayline-sync` made by hand.
@Suite("accounts") struct AccountCommandTests {
    private let test: TestMachine
    private let programs = FakePrograms()
    private let daemon = FakeDaemon(nil)

    private static let found = """
        {"found":{"home":"https://cal.example/dav/mina/","tls":"TLS 1.3",\
        "capabilities":["sync-collection"],"calendars":[\
        {"name":"Work","href":"/dav/mina/work/","color":"#4a90d9","isReadOnly":false},\
        {"name":"Holidays","href":"/dav/mina/days/","isReadOnly":true}]}}
        """
    private static let refused =
        #"{"failed":{"reason":"unauthorized","text":"the server refuses the password"}}"#

    init() throws {
        test = try TestMachine()
        test.environment["XDG_CONFIG_HOME"] = test.path("config")
        test.programs = programs.access
        test.daemon = daemon.access
        test.ask = { question, isSecret in isSecret ? "s3cret" : "mina" }
        programs.answer("dayline-sync probe", AccountCommandTests.found)
    }

    private var config: String {
        (try? String(contentsOfFile: test.path("config/dayline/config.toml"), encoding: .utf8))
            ?? ""
    }

    private var secret: String { test.path("config/dayline/secrets/cal.example") }

    @Test("a password that is typed goes into a file of its own") func typed() throws {
        let answer = test.run("account", "add", "cal.example", "--user", "mina")
        #expect(answer.status == .ok, "\(answer)")
        #expect(
            answer.output == """
                https://cal.example/dav/mina/  TLS 1.3
                sync-collection
                ▌Work      /dav/mina/work/
                ▌Holidays  /dav/mina/days/  read only
                added cal.example with 2 calendars; dayline sync fetches them

                """)
        #expect(try String(contentsOfFile: secret, encoding: .utf8) == "s3cret\n")
        let mode = try FileManager.default.attributesOfItem(atPath: secret)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(config.contains(#"url = "https://cal.example""#))
        #expect(!config.contains("s3cret"))
        let call = try #require(programs.taken().first)
        #expect(call.words == ["dayline-sync", "probe"])
        #expect(!String(decoding: call.input ?? [], as: UTF8.self).contains("s3cret"))
        #expect(daemon.taken().contains(.reload))
        #expect(test.run("account", "list").output.contains("cal.example"))
    }

    @Test("nothing is kept of an account whose server refuses") func refused() {
        programs.answer("dayline-sync probe", AccountCommandTests.refused, status: 1)
        let answer = test.run("account", "add", "https://cal.example", "--user", "mina")
        #expect(answer.status == .server)
        #expect(answer.error.contains("the server refuses the password"))
        #expect(config.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: secret))
        #expect(test.run("account", "list").status == .nothingFound)
    }

    @Test(
        "where the password comes from",
        arguments: [
            (["--password-command", "pass show 'my cal'"], ["pass", "show", "my cal"]),
            (["--token-command", "oauth token"], ["bearer", "oauth", "token"]),
            (["--password-file", "/run/secret"], ["/run/secret"]),
            (["--netrc"], ["netrc"]),
        ])
    func sources(_ options: [String], _ words: [String]) {
        let answer = test.run(
            ["account", "add", "cal.example", "--user", "mina"] + options)
        #expect(answer.status == .ok, "\(answer)")
        for word in words { #expect(config.contains(word), "\(config)") }
        #expect(!FileManager.default.fileExists(atPath: secret))
    }

    @Test("Secret Service is asked first, and given what was typed") func secretService() {
        programs.answer("secret-tool lookup", "", status: 1)
        programs.answer("secret-tool store", "")
        let add = [
            "account", "add", "cal.example", "--user", "mina", "--secret-tool",
            "service=dayline,account=cal",
        ]
        #expect(test.run(add).status == .ok)
        let calls = programs.taken()
        #expect(calls.map { $0.words[1] } == ["lookup", "store", "probe"])
        #expect(calls[1].words.suffix(4) == ["account", "cal", "service", "dayline"])
        #expect(calls[1].input == Array("s3cret".utf8))
        #expect(!FileManager.default.fileExists(atPath: secret))
    }

    @Test(
        "refused before anything is asked",
        arguments: [
            (["http://cal.example"], "plain HTTP"),  // all between could read along
            (["ftp://cal.example"], "no address"),
            (["https://"], "no address"),
            (["cal.example", "--name", ""], "name of an account"),
            (["cal.example", "--netrc", "--password-file", "x"], "one source"),
            (["cal.example", "--secret-tool", "nonsense"], "no attributes"),
            (["cal.example", "--password-command", "pass 'x"], "no command line"),
        ])
    func wrong(_ arguments: [String], _ reason: String) {
        let answer = test.run(["account", "add", "--user", "mina"] + arguments)
        #expect(answer.status == .usage, "\(answer)")
        #expect(answer.error.contains(reason), "\(answer.error)")
        #expect(programs.taken().isEmpty)
        #expect(config.isEmpty)
    }

    @Test(
        "addresses",
        arguments: [
            ("cal.example", "https://cal.example", "cal.example", "", true),
            (
                "https://mina@cal.example/dav", "https://cal.example/dav", "cal.example", "mina",
                true
            ),
            ("http://localhost:5232/", "http://localhost:5232/", "localhost", "", true),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1", "", true),
            ("http://[::1]:8080", "http://[::1]:8080", "::1", "", true),
            ("http://127.example.org", "http://127.example.org", "127.example.org", "", false),
            ("HTTP://nas/cal", "http://nas/cal", "nas", "", false),
        ])
    func addresses(
        _ text: String, _ url: String, _ host: String, _ user: String, _ isPrivate: Bool
    ) throws {
        let address = try AccountAddress(text)
        #expect(address.text == url)
        #expect(address.host == host)
        #expect(address.user == user)
        #expect(address.isPrivate == isPrivate)
    }

    @Test("an account is forgotten with its password; unsent edits are told first")
    func remove() throws {
        test.run("account", "add", "cal.example", "--user", "mina")
        test.run("calendar", "add", "Plans", "--account", "cal.example")
        #expect(
            test.run("calendar", "list").output.contains("overlaps: warn  cal.example"))
        let refused = test.run("account", "remove", "cal.example")
        #expect(refused.status == .usage)
        #expect(refused.error.contains("1 edit"))
        #expect(test.run("account", "remove", "cal.example", "--keep-events").status == .ok)
        #expect(config.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: secret))
        #expect(test.run("calendar", "list").output.contains("Plans"))
        #expect(test.run("account", "remove", "cal.example").status == .nothingFound)
    }

    @Test("test looks at the server with what is configured") func testAccount() throws {
        #expect(test.run("account", "test", "cal.example").status == .nothingFound)
        test.run("account", "add", "cal.example", "--user", "mina", "--netrc")
        let answer = test.run("account", "test", "cal.example", "--json")
        #expect(
            answer.output.hasPrefix(#"{"home":"https://cal.example/dav/mina/","tls":"TLS 1.3","#))
        programs.answer("dayline-sync probe", "Segmentation fault", status: 139)
        #expect(test.run("account", "test", "cal.example").status == .server)
    }
}
