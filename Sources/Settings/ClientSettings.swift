import Core

/// What `config.toml` says (dayline.toml(5)).
public struct ClientSettings: Hashable, Sendable {
    public var accounts: [AccountSettings] = []
    public var alerts = AlertSettings()
    public var notices = NoticeSettings()

    public init() {}
}

/// `[accounts.NAME]`
public struct AccountSettings: Hashable, Sendable {
    public enum Authentication: String, Hashable, Sendable, CaseIterable {
        /// Whichever of Basic and Digest the server asks for.
        case any
        case basic, digest, bearer
    }

    /// Where the password or token comes from.
    public enum Secret: Hashable, Sendable {
        /// None is needed.
        case none
        /// The first line that a program prints; words, no shell.
        case command([String])
        /// A file that nobody else may read.
        case file(String)
        /// Secret Service by `secret-tool lookup`, with these attributes.
        case secretService([String: String])
        /// A systemd credential (`LoadCredential=`).
        case systemd(String)
        /// `~/.netrc`, by host.
        case netrc
    }

    public var name: String
    /// Server, principal, calendar home, or only a domain.
    public var url: String
    public var user = ""
    public var authentication = Authentication.any
    public var secret = Secret.none
    /// PEM of certificate authorities besides the system's.
    public var certificateAuthority: String?
    /// `sha256//BASE64` of the server's public key.
    public var pin: String?
    public var clientCertificate: String?
    public var clientKey: String?
    public var proxy: String?
    /// Whether plain HTTP may leave the machine.
    public var isInsecure = false
    /// Seconds between looks at a server that does not tell.
    public var interval = 300
    /// Requests in flight to the server.
    public var connections = 4
    /// Names or paths of the calendars to sync; empty for all.
    public var calendars: [String] = []
    /// Whether a WebSocket is held where the server has one.
    public var usesNotifications = true

    public init(name: String, url: String) {
        self.name = name
        self.url = url
    }
}

/// `[alerts]`
public struct AlertSettings: Hashable, Sendable {
    /// Minutes before the start for events without alarms of their own.
    public var defaults: [Int] = []
    /// The same for all-day events, relative to midnight; negative means before it.
    public var allDayDefaults: [Int] = []
    /// Daily wall clock in which nothing is shown, minutes after midnight; may run over midnight.
    public var quiet: Range<Int>?
    /// As `quiet`, from the later time to the earlier one of the next day.
    public var quietOverMidnight = false
    public var snoozeMinutes = 10
    /// To the user's terminals where `mesg` allows it.
    public var terminals = true
    public var tmux = true
    /// `notify-send`.
    public var desktop = true
    /// A program and its words; the alert comes as JSON on its standard input.
    public var command: [String] = []

    public init() {}
}

/// `[notices]`: changes that others make.
public struct NoticeSettings: Hashable, Sendable {
    /// Names of the calendars whose remote changes are told; `*` means all.
    public var calendars: [String] = []

    public init() {}
}
