import Logging
import Testing

@testable import DaylineServer

/// Goal: settings are read, and what is wrong is one clear sentence with its line. Method: small
/// files.
@Suite("dayline-server.toml") struct ConfigurationFileTests {
    private func settings(_ text: String) throws -> ServerSettings {
        var settings = ServerSettings()
        try ConfigurationFile(path: "x.toml", text: text).apply(to: &settings)
        return settings
    }

    @Test func everySetting() throws {
        let settings = try settings(
            """
            data = "/srv/dayline"
            listen = ["127.0.0.1:1", "[::1]:2"]
            behind_proxy = true
            plain_http = true
            metrics_token_file = "/run/token"
            [tls]
            certificate = "c.pem"
            key = "k.pem"
            [limits]
            body_mib = 2
            header_kib = 8
            connections = 3
            requests_per_account = 4
            [timeouts]
            idle_seconds = 1
            head_seconds = 2
            body_seconds = 3
            write_seconds = 4
            shutdown_seconds = 0
            [log]
            format = "json"
            level = "debug"
            [events]
            attempts = 7
            delay_milliseconds = 5
            [retention]
            events_days = 2
            """)
        #expect(settings.data == "/srv/dayline")
        #expect(settings.listen.map(\.description) == ["127.0.0.1:1", "[::1]:2"])
        #expect(settings.isBehindProxy && settings.allowsPlainHTTP)
        #expect(settings.metricsTokenFile == "/run/token")
        #expect(settings.tls == TLSFiles(certificate: "c.pem", key: "k.pem"))
        let limits = settings.limits
        #expect(limits.body == 2 << 20 && limits.headers == 8 << 10)
        #expect(limits.connections == 3 && limits.requestsPerAccount == 4)
        #expect(limits.idle == .seconds(1) && limits.firstHead == .seconds(2))
        #expect(limits.bodyTime == .seconds(3) && limits.write == .seconds(4))
        #expect(limits.shutdown == .zero)
        #expect(settings.log == LogSettings(format: .json, level: .debug))
        #expect(settings.events == EventSettings(attempts: 7, delay: .milliseconds(5)))
        #expect(settings.retention.events == .seconds(2 * 86_400))
    }

    @Test("an empty file sets nothing", arguments: ["", "# nothing\n", "[limits]\n"])
    func empty(_ text: String) throws {
        #expect(try settings(text).data == ServerSettings().data)
    }

    @Test(
        "what is wrong",
        arguments: [
            ("dta = 1", 1, "there is no setting “dta”; did you mean “data”?"),  // a slip
            (
                "\n[limits]\nbody_mb = 1", 3,
                "there is no setting “limits.body_mb”; did you mean “limits.body_mib”?"
            ),
            ("[limit]\nbody_mib = 1", 1, "there is no setting “limit”; did you mean “limits”?"),
            (
                "# c\nlimits.body_mb = 1", 2,
                "there is no setting “limits.body_mb”; did you mean “limits.body_mib”?"
            ),
            ("limits = 3", 1, "“limits” must be a table"),
            ("data = 3", 1, "“data” must be a string, not empty"),
            ("data = \"\"", 1, "“data” must be a string, not empty"),
            ("plain_http = \"yes\"", 1, "“plain_http” must be true or false"),
            ("[log]\nformat = \"xml\"", 2, "“log.format” must be one of “text”, “json”"),
            (
                "[limits]\n\nbody_mib = 0", 3,
                "“limits.body_mib” must be an integer from 1 to 1024"
            ),
            (
                "[limits]\nbody_mib = 1.5", 2,
                "“limits.body_mib” must be an integer from 1 to 1024"
            ),
            (
                "listen = [\"8043\"]", 1,
                "“listen” must be an array of addresses as “127.0.0.1:8043”, not empty"
            ),
            (
                "listen = []", 1,
                "“listen” must be an array of addresses as “127.0.0.1:8043”, not empty"
            ),
        ])
    func wrong(_ text: String, line: Int, reason: String) {
        #expect(throws: ConfigurationError.file(path: "x.toml", line: line, reason: reason)) {
            try settings(text)
        }
    }

    @Test("no TOML at all", arguments: [("x", 1), ("a = 1\nb = = 2", 2), ("a = 1\na = 2", 2)])
    func syntax(_ text: String, line: Int) {
        do {
            _ = try settings(text)
            Issue.record("was read")
        } catch ConfigurationError.file("x.toml", let found, let reason) {
            #expect(found == line)
            #expect(!reason.isEmpty && !reason.contains("\n"))
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(
        "addresses",
        arguments: [
            ("127.0.0.1:80", "127.0.0.1", 80, true), ("[::1]:8043", "::1", 8043, true),
            ("localhost:0", "localhost", 0, true), ("[::]:65535", "::", 65_535, false),
            ("0.0.0.0:1", "0.0.0.0", 1, false),
            ("127.example.org:1", "127.example.org", 1, false),  // a name, not loopback
        ])
    func addresses(_ text: String, host: String, port: Int, isLoopback: Bool) {
        let address = ListenAddress(text)
        #expect(address == ListenAddress(host: host, port: port))
        #expect(address?.isLoopback == isLoopback)
        #expect(address?.description == text)
    }

    @Test("no addresses", arguments: ["", "8043", ":1", "::1:1", "a:65536", "a:-1", "a:x", "[]:1"])
    func noAddress(_ text: String) { #expect(ListenAddress(text) == nil) }

    /// Goal: passwords never cross a network in the clear by oversight. Method: combinations.
    @Test(
        "what may be served",
        arguments: [
            ("", false),
            ("plain_http = true", true),
            ("plain_http = true\nlisten = [\"0.0.0.0:1\"]", false),
            ("behind_proxy = true\nlisten = [\"0.0.0.0:1\"]", true),
            ("[tls]\ncertificate = \"c\"\nkey = \"k\"", true),
            ("[tls]\ncertificate = \"c\"", false), ("[tls]\nkey = \"k\"", false),
            ("plain_http = true\n[tls]\ncertificate = \"c\"\nkey = \"k\"", false),
        ])
    func serving(_ text: String, isAllowed: Bool) throws {
        let settings = try settings(text)
        let isFine = (try? settings.checkForServing()) != nil
        #expect(isFine == isAllowed)
    }
}
