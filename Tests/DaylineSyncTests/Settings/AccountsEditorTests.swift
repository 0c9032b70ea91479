import Foundation
import Settings
import Testing

/// Goal: adding and removing accounts leaves all other text as it was. Method: texts before and
/// after, and files in a folder.
@Suite("accounts in config.toml") struct AccountsEditorTests {
    private func editor(_ text: String) -> AccountsEditor {
        AccountsEditor(text: text, path: "config.toml", home: "/home/mina")
    }

    private var full: AccountSettings {
        var account = AccountSettings(name: "my \"work\"", url: "https://dav.example.org/")
        account.user = "mina\\x"
        account.authentication = .bearer
        account.secret = .secretService(["a b": "c", "service": "dayline"])
        account.certificateAuthority = "/ca.pem"
        account.pin = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        account.clientCertificate = "/c.pem"
        account.clientKey = "/k.pem"
        account.proxy = "http://localhost:1"
        account.isInsecure = true
        account.interval = 60
        account.connections = 2
        account.calendars = ["일정", "b"]
        account.usesNotifications = false
        return account
    }

    @Test("a new account is read back as it was given")
    func roundTrip() throws {
        let secrets: [AccountSettings.Secret] = [
            .none, .command(["pass", "show x"]), .file("/pw"), .systemd("c"), .netrc,
        ]
        for secret in secrets {
            var account = AccountSettings(name: "a", url: "b.org")
            account.secret = secret
            let text = try editor("").adding(account)
            let read = try ClientSettings(text: text, path: "", home: "")
            #expect(read.accounts == [account])
        }
        let text = try editor("").adding(full)
        #expect(try ClientSettings(text: text, path: "", home: "").accounts == [full])
    }

    @Test(
        "adding, then removing, gives the file that was there",
        arguments: [
            "", "\n", "# only a comment\n", "[alerts]\ntmux = false\n\n\n",
            "[accounts.a]\nurl = \"a.org\" # mine\n",
        ])
    func inverse(_ text: String) throws {
        let added = try editor(text).adding(AccountSettings(name: "new", url: "n.org"))
        #expect(added.hasPrefix(text))
        #expect(try editor(added).removing("new") == text)
    }

    @Test(
        "removing",
        arguments: [
            (  // in the middle: comments above the next table stay
                "# top\n[accounts.x]\nurl = \"x.org\"\n# inner\n\n# next\n[alerts]\n",
                "# top\n# inner\n\n# next\n[alerts]\n"
            ),
            (  // tables inside go with it, wherever they are
                "[accounts.x]\nurl = \"x.org\"\n[alerts]\n"
                    + "[accounts.x.password_secret]\na = \"b\"\n",
                "[alerts]\n"
            ),
            (  // brackets and hashes in values begin nothing
                "[accounts.x]\nurl = \"x.org\"\ncalendars = [\n\"[alerts]\",\n]\n[alerts]",
                "[alerts]"
            ),
            ("[ accounts . \"x\" ]\nurl = \"x.org\"\n", ""),
            (
                "[accounts.x]\nurl = \"x.org\"\n[accounts.xy]\nurl = \"y.org\"\n",
                "[accounts.xy]\nurl = \"y.org\"\n"
            ),
        ])
    func removing(_ text: String, _ expected: String) throws {
        #expect(try editor(text).removing("x") == expected)
    }

    @Test(
        "what cannot be changed safely is left to a person",
        arguments: [
            "accounts.x.url = \"x.org\"\n", "accounts = { x = { url = \"x.org\" } }\n",
            "[accounts]\nx = { url = \"x.org\" }\n",
        ])
    func unusual(_ text: String) {
        #expect(throws: SettingsError.self) { try editor(text).removing("x") }
    }

    @Test("what is not there is not removed, what is there not added")
    func refusals() throws {
        let text = "\n[accounts.x]\nurl = \"x.org\"\n"
        #expect(
            throws: SettingsError(
                path: "config.toml", line: 2, reason: "there is an account “x” already")
        ) { try editor(text).adding(AccountSettings(name: "x", url: "y.org")) }
        #expect(
            throws: SettingsError(path: "config.toml", reason: "there is no account “y”")
        ) { try editor(text).removing("y") }
        #expect(throws: SettingsError.self, "a password in a URL is not written") {
            try editor("").adding(AccountSettings(name: "x", url: "https://a:b@c.org"))
        }
    }

    @Test("the file is made, keeps its mode, and a link stays a link")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/dayline-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = ["HOME": folder]
        let store = SettingsStore(try SettingsFolders(environment: environment))
        #expect(try store.read() == ClientSettings())
        try store.add(AccountSettings(name: "a", url: "a.org"))
        #expect(try mode(store.path) == 0o600)
        #expect(try store.read().accounts.map(\.name) == ["a"])

        let real = folder + "/dotfiles.toml"
        try FileManager.default.moveItem(atPath: store.path, toPath: real)
        try FileManager.default.createSymbolicLink(atPath: store.path, withDestinationPath: real)
        chmod(real, 0o640)
        try store.removeAccount("a")
        #expect(try mode(real) == 0o640)
        #expect(try String(contentsOfFile: real, encoding: .utf8) == "")
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: store.path)
        #expect(link == real)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    }

    private func mode(_ path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }
}
