import Settings
import Testing

/// Goal: `config.toml` is read, and what is wrong is one clear sentence with its line. Method:
/// small files.
@Suite("config.toml") struct ClientSettingsTests {
    private func settings(_ text: String) throws -> ClientSettings {
        try ClientSettings(text: text, path: "config.toml", home: "/home/mina")
    }

    @Test func everySetting() throws {
        let settings = try settings(
            """
            [accounts.work]
            url = "https://dav.example.org/"
            user = "mina"
            auth = "digest"
            password_command = "pass show 'my work'"
            ca_file = "~/ca.pem"
            pin = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
            client_certificate = "/c.pem"
            client_key = "/k.pem"
            proxy = "socks5://localhost:1"
            insecure = true
            interval = 60
            connections = 2
            calendars = ["Work", "/dav/x/"]
            notifications = false
            [accounts."at home"]
            url = "example.org"
            password_secret = { service = "dayline", user = "m" }
            [alerts]
            defaults = [10, 0]
            all_day_defaults = [-360]
            quiet = "22:00-07:30"
            snooze_minutes = 5
            terminals = false
            tmux = false
            desktop = false
            command = ["notify", "a b"]
            [notices]
            calendars = ["*"]
            """)
        var work = AccountSettings(name: "work", url: "https://dav.example.org/")
        work.user = "mina"
        work.authentication = .digest
        work.secret = .command(["pass", "show", "my work"])
        work.certificateAuthority = "/home/mina/ca.pem"
        work.pin = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        work.clientCertificate = "/c.pem"
        work.clientKey = "/k.pem"
        work.proxy = "socks5://localhost:1"
        work.isInsecure = true
        work.interval = 60
        work.connections = 2
        work.calendars = ["Work", "/dav/x/"]
        work.usesNotifications = false
        var home = AccountSettings(name: "at home", url: "example.org")
        home.secret = .secretService(["service": "dayline", "user": "m"])
        var expected = ClientSettings()
        expected.accounts = [home, work]
        expected.alerts.defaults = [10, 0]
        expected.alerts.allDayDefaults = [-360]
        expected.alerts.quiet = 450..<1320
        expected.alerts.quietOverMidnight = true
        expected.alerts.snoozeMinutes = 5
        expected.alerts.terminals = false
        expected.alerts.tmux = false
        expected.alerts.desktop = false
        expected.alerts.command = ["notify", "a b"]
        expected.notices.calendars = ["*"]
        #expect(settings == expected)
    }

    @Test("an empty file sets nothing", arguments: ["", "# nothing\n", "[alerts]\n"])
    func empty(_ text: String) throws { #expect(try settings(text) == ClientSettings()) }

    @Test(
        "where the password is",
        arguments: [
            ("password_file = \"~/pw\"", AccountSettings.Secret.file("/home/mina/pw")),
            ("password_credential = \"dav\"", .systemd("dav")),
            ("netrc = true", .netrc), ("netrc = false", .none),
            ("password_command = [\"a\", \"b c\"]", .command(["a", "b c"])),
            (#"password_command = "a \"b c\" d\\ e''""#, .command(["a", "b c", "d e"])),
        ])
    func secrets(_ line: String, _ secret: AccountSettings.Secret) throws {
        let settings = try settings("[accounts.w]\nurl = \"x.org\"\n\(line)")
        #expect(settings.accounts.first?.secret == secret)
    }

    @Test(
        "quiet hours",
        arguments: [
            ("22:00-07:00", 420..<1320, true), ("13:00 - 14:30", 780..<870, false),
            ("20:00-24:00", 1200..<1440, false), ("0:00-6:00", 0..<360, false),
        ])
    func quiet(_ text: String, _ range: Range<Int>, overMidnight: Bool) throws {
        let alerts = try settings("[alerts]\nquiet = \"\(text)\"").alerts
        #expect(alerts.quiet == range)
        #expect(alerts.quietOverMidnight == overMidnight)
    }

    private static let account = "[accounts.work]\nurl = \"https://a.org\"\n"

    @Test(
        "what is wrong",
        arguments: [
            ("alrts = 1", 1, "there is no setting “alrts”; did you mean “alerts”?"),
            (
                "[alerts]\n\nsnoze_minutes = 1", 3,
                "there is no setting “alerts.snoze_minutes”; did you mean “alerts.snooze_minutes”?"
            ),
            ("[account.work]", 1, "there is no setting “account”; did you mean “accounts”?"),
            (
                account + "pasword_file = \"x\"", 3,
                "there is no setting “accounts.work.pasword_file”;"
                    + " did you mean “accounts.work.password_file”?"
            ),
            (
                "zzzzzzz = 1", 1,
                "there is no setting “zzzzzzz”; known here: accounts, alerts, notices"
            ),
            ("accounts = 1", 1, "“accounts” must be a table"),
            (
                "[accounts]\nwork = 1", 2,
                "“accounts.work” must be a table, as [accounts.work]"
            ),
            ("alerts = 1", 1, "“alerts” must be a table"),
            (
                account + "interval = 5", 3,
                "“accounts.work.interval” must be an integer from 30 to 86400"
            ),
            (
                account + "auth = \"ntlm\"", 3,
                "“accounts.work.auth” must be one of “any”, “basic”, “digest”, “bearer”"
            ),
            (
                "[accounts.work]\nurl = \"https://me:secret@a.org\"", 2,
                "“accounts.work.url” must be an https URL without a password, or a domain"
            ),
            (
                "[accounts.work]\nurl = \"ftp://a.org\"", 2,
                "“accounts.work.url” must be an https URL without a password, or a domain"
            ),
            ("# c\n[accounts.work]\nuser = \"x\"", 2, "account “work” needs a url"),
            (
                account + "netrc = true\npassword_file = \"x\"", 1,
                "account “work” has its secret in several places: netrc, password_file"
            ),
            (
                account + "client_key = \"x\"", 1,
                "account “work” has a client_key without a client_certificate"
            ),
            (
                account + "pin = \"abc\"", 3,
                "“accounts.work.pin” must be a key's hash, as “sha256//BASE64”"
            ),
            (
                account + "password_command = \"pass 'x\"", 3,
                "“accounts.work.password_command” must be a program and its words,"
                    + " as “pass show calendar” or [\"pass\", …]"
            ),
            (
                "[alerts]\nquiet = \"22:00\"", 2,
                "“alerts.quiet” must be two times of the day, as “22:00-07:00”"
            ),
            (
                "[alerts]\nquiet = \"7:60-8:00\"", 2,
                "“alerts.quiet” must be two times of the day, as “22:00-07:00”"
            ),
            (
                "[alerts]\ndefaults = [10, \"x\"]", 2,
                "“alerts.defaults” must be an array of minutes from 0 to 40320"
            ),
        ])
    func wrong(_ text: String, line: Int, reason: String) {
        let expected = SettingsError(path: "config.toml", line: line, reason: reason)
        #expect(throws: expected) { try settings(text) }
    }

    /// Goal: the line is right whatever stands above it. Method: the same slip below other lines.
    @Test(
        "lines",
        arguments: [
            ("[alerts]\r\n# c\r\nquit = 1", 3),
            ("[alerts]\ndefaults = [\n  1,\n]\nquit = 1", 5),
            ("[alerts]\ncommand = [\"\"\"\nquit = 1\n\"\"\"]\nquit = 1", 5),
            ("alerts.quit = 1", 1),
            ("[ alerts ]\n\"quit\" = 1", 2),
            ("[alerts]\n'quit' = 1", 2),
            ("[alerts] # quit = 1\n  quit=1", 2),
            ("[notices]\ncalendars = [\"quit = 1\"]\n[alerts]\nquit = 1", 4),
        ])
    func lines(_ text: String, line: Int) {
        #expect {
            try settings(text)
        } throws: { error in
            (error as? SettingsError)?.line == line
        }
    }

    @Test("no TOML at all", arguments: [("x", 1), ("[alerts]\na = = 2", 2)])
    func syntax(_ text: String, line: Int) {
        #expect {
            try settings(text)
        } throws: { error in
            (error as? SettingsError)?.line == line
        }
    }
}
