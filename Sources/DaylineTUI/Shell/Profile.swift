import Core
import Settings

/// Where the calendar is kept and how times are shown: what the command line, the environment and
/// the machine say together.
struct Profile: Sendable {
    /// The folder of everything that is kept.
    let folder: String
    let zones: ZoneDatabase
    /// The zone of the screen.
    let zone: Zone
    /// Where settings and the daemon's socket are; nil where there shall be none.
    var folders: SettingsFolders?
    /// `--color`
    var color = ColorChoice.auto

    /// The replica's file.
    var replicaPath: String { "\(folder)/replica.sqlite" }

    /// Where things are: what `--data` and the environment say.
    static func folders(
        data: String?, environment: [String: String]
    ) throws(CommandError) -> SettingsFolders {
        do throws(SettingsFolders.Failure) {
            return try SettingsFolders(data: data, environment: environment)
        } catch {
            switch error {
            case .emptyOption(let name): throw .usage("--\(name) needs a folder")
            case .noHome: throw .usage("neither HOME nor DAYLINE_DATA is set: say --data DIR")
            }
        }
    }

    /// The folder of TZif files: `$TZDIR`, else the system's.
    static func zoneFolder(environment: [String: String]) -> String {
        guard let folder = environment["TZDIR"], !folder.isEmpty else {
            return "/usr/share/zoneinfo"
        }
        return folder
    }

    /// What machines without a zone of their own call it.
    private static let utcNames: Set<String> = [
        "UTC", "Etc/UTC", "UCT", "Etc/UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal",
    ]

    /// Puts a profile together. A zone given by `tz` has to exist; an unknown one in `$TZ` shows
    /// UTC and comes back as `unknownZone`.
    static func resolve(
        data: String?, tz: String?, machine: Machine
    ) throws(CommandError) -> (profile: Profile, unknownZone: TimeZoneID?) {
        let environment = machine.environment
        let folder = try folders(data: data, environment: environment).data
        let zones = ZoneDatabase(directory: zoneFolder(environment: environment))
        if let tz {
            guard let zone = zones.zone(TimeZoneID(tz)) else {
                throw .usage("there is no time zone “\(tz)”; names look like Europe/Berlin")
            }
            return (Profile(folder: folder, zones: zones, zone: zone), nil)
        }
        let id = systemZoneID(tz: environment["TZ"], localtimeLink: machine.localtimeLink)
        if utcNames.contains(id.name) {
            return (Profile(folder: folder, zones: zones, zone: .utc), nil)
        }
        guard let zone = zones.zone(id) else {
            return (Profile(folder: folder, zones: zones, zone: .utc), id)
        }
        return (Profile(folder: folder, zones: zones, zone: zone), nil)
    }
}
