import Settings
import Testing

/// Goal: all programs look for a person's files in the same places. Method: a table of options and
/// environments.
@Suite("folders") struct SettingsFoldersTests {
    private static let home = ["HOME": "/h"]
    private static let runtime = ["HOME": "/h", "XDG_RUNTIME_DIR": "/run/u"]

    @Test(
        "places",
        arguments: [
            (nil, home, "/h/.local/share/dayline", "/h/.local/share/dayline/sync.sock"),
            (nil, runtime, "/h/.local/share/dayline", "/run/u/dayline/sync.sock"),
            // a folder of one's own has a daemon of its own
            ("/d", runtime, "/d", "/d/sync.sock"),
            (nil, runtime.merging(["DAYLINE_DATA": "/e"]) { $1 }, "/e", "/e/sync.sock"),
            (
                nil, runtime.merging(["DAYLINE_DATA": ""]) { $1 }, "/h/.local/share/dayline",
                "/run/u/dayline/sync.sock"
            ),
            (
                nil, ["XDG_DATA_HOME": "/x", "XDG_RUNTIME_DIR": "rel"], "/x/dayline",
                "/x/dayline/sync.sock"
            ),
        ] as [(String?, [String: String], String, String)])
    func places(
        _ data: String?, _ environment: [String: String], folder: String, socket: String
    ) throws {
        let folders = try SettingsFolders(data: data, environment: environment)
        #expect(folders.data == folder)
        #expect(folders.socket == socket)
    }

    @Test("the file of settings")
    func configuration() throws {
        let usual = try SettingsFolders(environment: Self.home)
        #expect(usual.configuration == "/h/.config/dayline/config.toml")
        let own = try SettingsFolders(environment: ["HOME": "/h", "XDG_CONFIG_HOME": "/c"])
        #expect(own.configuration == "/c/dayline/config.toml")
        let given = try SettingsFolders(
            configuration: "x.toml", socket: "s", environment: Self.home)
        #expect(given.configuration == "x.toml" && given.socket == "s")
    }

    @Test("what is missing")
    func failures() {
        #expect(throws: SettingsFolders.Failure.noHome) { try SettingsFolders(environment: [:]) }
        #expect(throws: SettingsFolders.Failure.emptyOption("data")) {
            try SettingsFolders(data: "", environment: Self.home)
        }
    }
}
