import ArgumentParser
import Foundation
import Logging
import Testing

@testable import DaylineServer

/// Goal: an administrator gets what was asked for, or one clear sentence and a status. Method:
/// command lines on a directory of their own.
@Suite("commands of the server") struct CommandTests {
    @Test func users() async throws {
        let fixture = try CommandFixture()
        #expect(await fixture.addUser().status == .ok)
        let store = try await SQLiteStore.open(
            at: fixture.database, zones: StoreFixture.zones, now: { fixture.clock.now },
            random: World.live.random)
        defer { try? store.database.close() }
        let today = UTCDay(fixture.clock.now).number
        try await store.database.write { database in
            // The day 30 days ago is not told any more.
            for day in [today - 30, today - 29, today, today] {
                try SQLiteEffects(database: database).countActivity(
                    .resourceCreated, of: AccountID(row: 1), on: UTCDay(number: day))
            }
        }
        let listed = await fixture.run("user", "list", "--json")
        let kind = DomainEvent.Kind.resourceCreated.rawValue
        #expect(
            listed.output == """
                {"activity":[{"changes":1,"day":"2026-12-17","kind":"\(kind)"},\
                {"changes":2,"day":"2027-01-15","kind":"\(kind)"}],"bytes":0,\
                "calendars":1,"created":"2027-01-15T08:00:00.000Z",\
                "displayName":"mina","name":"mina","objects":0,"tokens":0}

                """)
        let calendars = await fixture.run("calendar", "list", "mina", "--json")
        #expect(calendars.output.contains(#""name":"calendar""#))
        #expect(calendars.output.contains(#""overlapPolicy":"reject""#))
        #expect(await fixture.run("user", "delete", "mina").status == .usage)
        #expect(await fixture.run("user", "delete", "--yes", "mina").status == .ok)
        #expect(await fixture.run("user", "list", "--json").output.isEmpty)
        #expect(await fixture.run("user", "delete", "--yes", "mina").status == .problems)
    }

    /// The data directory and all that is in it are for their owner alone.
    @Test func privateFiles() async throws {
        let fixture = try CommandFixture()
        _ = await fixture.addUser()
        _ = await fixture.run("backup", fixture.path("b.db"))
        let files = try FileManager.default.subpathsOfDirectory(atPath: fixture.folder.path)
        #expect(files.contains("data/dayline.db") && files.contains("b.db"))
        for file in files {
            let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path(file))
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o077 == 0, "\(file)")
        }
    }

    @Test(
        "passwords",
        arguments: [
            (["long enough", "long enough"], CommandStatus.ok, "added mina"),
            (["long enough", "other enough"], .usage, "the two passwords are not the same"),
            (["short", "short"], .usage, "a password needs 8 characters or more"),
            (["", ""], .usage, "a password needs 8 characters or more"),
            ([], .usage, "there is no terminal to ask for the password; use --password-file"),
        ])
    func passwords(_ typed: [String], _ status: CommandStatus, _ sentence: String) async throws {
        let fixture = try CommandFixture()
        let run = await fixture.run("user", "add", "mina", typing: typed)
        #expect(run.status == status)
        #expect(run.error.contains(sentence))
        #expect(!typed.contains { !$0.isEmpty && (run.output + run.error).contains($0) })
    }

    /// The first line of a file, without its end, whichever end lines have.
    @Test(
        "a password from a file", arguments: ["long enough", "long enough\n", "long enough\r\nx"])
    func passwordFile(_ content: String) async throws {
        let fixture = try CommandFixture()
        try Data(content.utf8).write(to: URL(fileURLWithPath: fixture.path("pw")))
        let run = await fixture.run(
            "user", "add", "mina", "--password-file", fixture.path("pw"))
        #expect(run.status == .ok)
        let store = try await SQLiteStore.open(
            at: fixture.database, zones: StoreFixture.zones, now: World.live.now,
            random: World.live.random)
        defer { try? store.database.close() }
        let stored = try await SQLiteAccounts(database: store.database)
            .account(named: AccountFixture.name("mina"))
        let hash = try #require(stored?.passwordHash)
        #expect(Argon2id.verify(Array("long enough".utf8), against: hash))
    }

    @Test func tokens() async throws {
        let fixture = try CommandFixture()
        _ = await fixture.addUser()
        let made = await fixture.run(
            "token", "create", "mina", "--label", "phone", "--scope", "read", "--expires", "90d")
        let token = try #require(TokenText(made.output.trimmingCharacters(in: .newlines)))
        let listed = await fixture.run("token", "list", "mina")
        #expect(listed.output.contains("\(token.id)  mina  read   until 2027-04-15 08:00  never"))
        #expect(!listed.output.contains(Sodium.base64URL(token.secret)))
        #expect(await fixture.run("token", "revoke", token.id).status == .ok)
        #expect(await fixture.run("token", "list").output.contains("revoked"))
        #expect(await fixture.run("token", "revoke", "nope").status == .problems)
        fixture.clock.advance(by: .days(91))
        #expect(await fixture.run("token", "list", "--json").output.contains(#""valid":false"#))
    }

    @Test(
        "when a token ends",
        arguments: [
            ("never", nil, true), ("12h", 12 * 3600, true), ("90d", 90 * 86_400, true),
            ("2w", 14 * 86_400, true), ("2027-01-16", 16 * 3600, true),
            ("2027-01-15", nil, false),  // began eight hours ago
            ("2027-02-30", nil, false), ("0d", nil, false), ("-1d", nil, false),
            ("d", nil, false), ("", nil, false), ("tomorrow", nil, false),
            ("999999999999d", nil, false),
        ] as [(String, Int?, Bool)])
    func expiry(_ text: String, seconds: Int?, isUnderstood: Bool) {
        let now = WallTime(milliseconds: 1_800_000_000_000)
        let expiry = Expiry(text, now: now)
        #expect((expiry != nil) == isUnderstood)
        #expect(expiry?.time?.since(now) == seconds.map { .seconds($0) })
    }

    @Test func policy() async throws {
        let fixture = try CommandFixture()
        _ = await fixture.addUser()
        #expect(await fixture.run("calendar", "policy", "mina", "calendar", "warn").status == .ok)
        #expect(await fixture.run("calendar", "list", "mina").output.contains("warn"))
        for wrong in [["mina", "other"], ["nobody", "calendar"]] {
            let run = await fixture.run("calendar", "policy", wrong[0], wrong[1], "warn")
            #expect(run.status == .problems)
        }
    }

    @Test(
        "what is wrong is told in one line",
        arguments: [
            (["frobnicate"], CommandStatus.usage), (["user", "add", "No Name"], .usage),
            (["user", "passwd", "nobody"], .problems), (["token", "list", "nobody"], .problems),
            (["token", "create", "mina", "--label", "x", "--expires", "yesterday"], .usage),
            (["serve"], .configuration), (["serve", "--listen", "x"], .usage),
            (["serve", "--plain-http", "--listen", "0.0.0.0:1"], .configuration),
            (["serve", "--tls-key", "k"], .configuration),
            (["serve", "--log-level", "loud"], .usage),
            (["check", "--config", "/no/such/file"], .configuration),
            (["restore", "/no/such/file"], .badInput),
            (["backup", "/no/such/folder/b.db"], .badInput),
        ] as [([String], CommandStatus)])
    func wrong(_ arguments: [String], _ status: CommandStatus) async throws {
        let fixture = try CommandFixture()
        _ = await fixture.addUser()
        let run = await fixture.run(arguments + ["--data", fixture.data])
        #expect(run.status == status, "\(run.error)")
        #expect(run.error.hasPrefix("dayline-server: "))
        #expect(run.error.split(separator: "\n").count == 1)
        #expect(run.output.isEmpty)
    }

    /// Goal: nobody makes a second, empty server by a slip in the path. Method: commands that only
    /// look, on nothing.
    @Test(
        "a directory that is not there",
        arguments: [["user", "list"], ["check"], ["token", "list"], ["backup", "/tmp/never"]])
    func missing(_ arguments: [String]) async throws {
        let fixture = try CommandFixture()
        let run = await fixture.run(arguments + ["--data", fixture.data])
        #expect(run.status == .configuration)
        #expect(!FileManager.default.fileExists(atPath: fixture.data))
    }

    @Test func directoryForOthers() async throws {
        let fixture = try CommandFixture()
        _ = await fixture.addUser()
        chmod(fixture.data, 0o750)
        let run = await fixture.run("user", "list")
        #expect(run.status == .configuration)
        #expect(run.error.contains("chmod 700"))
    }

    @Test func settingsOfServe() async throws {
        let fixture = try CommandFixture()
        let file = fixture.path("c.toml")
        try Data("listen = [\"127.0.0.1:1\"]\nplain_http = true\n[log]\nformat = \"json\"".utf8)
            .write(to: URL(fileURLWithPath: file))
        let parsed = try DaylineServerCommand.parseAsRoot([
            "serve", "--config", file, "--listen", "[::1]:2", "--log-level", "debug",
        ])
        let command = try #require(parsed as? ServeCommand)
        let machine = ServerMachine.live { _, _ in }
        let settings = try command.settings(ServerSession(machine: machine))
        #expect(settings.listen == [ListenAddress(host: "::1", port: 2)])
        #expect(settings.log == LogSettings(format: .json, level: .debug))
        #expect(settings.allowsPlainHTTP)
    }

    @Test func helpAndVersion() async throws {
        let fixture = try CommandFixture()
        let version = await fixture.run(["--version"])
        #expect(version.status == .ok)
        #expect(version.output == "dayline-server \(ServerVersion.current)\n")
        let help = await fixture.run(["--help"])
        #expect(help.status == .ok && help.output.contains("restore"))
    }
}
