/// Where a person's files are: what the command line and the environment say together.
public struct SettingsFolders: Hashable, Sendable {
    /// The folder of the replica.
    public let data: String
    /// The file of settings.
    public let configuration: String
    /// The daemon's control socket.
    public let socket: String
    /// The user's home; empty when it is not known.
    public let home: String

    /// Why there are none.
    public enum Failure: Error, Hashable, Sendable {
        /// An option without a value; its name.
        case emptyOption(String)
        /// Neither an option nor the environment tells the folder.
        case noHome
    }

    /// The data are in `data`, `$DAYLINE_DATA`, `$XDG_DATA_HOME/dayline`, or
    /// `~/.local/share/dayline`; the settings in `configuration`, or `dayline/config.toml` below
    /// `$XDG_CONFIG_HOME` or `~/.config`.
    ///
    /// The socket is `socket`, else `$XDG_RUNTIME_DIR/dayline/sync.sock`. A folder of data that was
    /// chosen has its own daemon, with `sync.sock` in the folder; so has one without
    /// `$XDG_RUNTIME_DIR`.
    public init(
        data: String? = nil, configuration: String? = nil, socket: String? = nil,
        environment: [String: String]
    ) throws(Failure) {
        for (name, value) in [("data", data), ("config", configuration), ("socket", socket)]
        where value?.isEmpty == true {
            throw .emptyOption(name)
        }
        let home = environment["HOME"] ?? ""
        // The XDG specification: a relative path is invalid and to be ignored.
        let base = { (name: String) in environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let chosen = data ?? environment["DAYLINE_DATA"].flatMap { $0.isEmpty ? nil : $0 }
        guard
            let folder = chosen ?? base("XDG_DATA_HOME").map({ "\($0)/dayline" })
                ?? (home.isEmpty ? nil : "\(home)/.local/share/dayline")
        else { throw .noHome }
        self.home = home
        self.data = folder
        self.configuration =
            configuration ?? (base("XDG_CONFIG_HOME") ?? "\(home)/.config") + "/dayline/config.toml"
        let runtime = chosen == nil ? base("XDG_RUNTIME_DIR").map { "\($0)/dayline" } : nil
        self.socket = socket ?? "\(runtime ?? folder)/sync.sock"
    }
}
