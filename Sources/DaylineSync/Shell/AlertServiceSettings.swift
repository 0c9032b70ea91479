import Core
import Foundation
import Settings

/// The configuration as the alert service uses it.
struct AlertServiceSettings: Sendable {
    var rules: AlertRules
    var quiet: QuietHours?
    var words: AlertWords
    var sinks: AlertSinks
    /// Names of the calendars whose remote changes are told; `*` means all.
    var notices: Set<String>

    /// - Parameters:
    ///   - locale: as `LANG` has it.
    ///   - display: the zone in which floating times, dates and quiet hours are read.
    init(
        _ settings: ClientSettings, locale: String, display: Zone, zones: ZoneDatabase,
        machine: SinkMachine
    ) {
        let alerts = settings.alerts
        // Names of accounts are the only addresses of the user that are known here.
        let addresses = settings.accounts.map { $0.user.lowercased() }.filter { $0.contains("@") }
        rules = AlertRules(
            defaults: alerts.defaults, allDayDefaults: alerts.allDayDefaults,
            addresses: Set(addresses), display: display)
        quiet = alerts.quiet.flatMap { minutes in
            alerts.quietOverMidnight
                ? QuietHours(first: minutes.upperBound, end: minutes.lowerBound, zone: display)
                : QuietHours(first: minutes.lowerBound, end: minutes.upperBound, zone: display)
        }
        words = AlertWords(
            language: AlertWords.Language(locale: locale), zone: display, zones: zones)
        sinks = AlertSinks(alerts, machine: machine)
        notices = Set(settings.notices.calendars)
    }

    /// As above, for the machine that we run on.
    init(_ settings: ClientSettings, machine: SyncMachine, zones: ZoneDatabase) {
        self.init(
            settings, locale: machine.locale, display: machine.displayZone(zones), zones: zones,
            machine: SinkMachine(environment: machine.environment, user: getuid()))
    }

    /// The same with another display zone.
    func shown(in zone: Zone) -> AlertServiceSettings {
        var settings = self
        settings.rules.display = zone
        settings.quiet?.zone = zone
        settings.words.zone = zone
        return settings
    }

    func tells(_ calendar: String) -> Bool {
        notices.contains("*") || notices.contains(calendar)
    }
}
