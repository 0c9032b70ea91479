/// What decides about alerts beside the events.
public struct AlertRules: Hashable, Sendable {
    /// Minutes before the start, for events without alarms of their own.
    public var defaults: [Int]
    /// The same for all-day events: minutes of the wall clock after midnight, before it when
    /// negative.
    public var allDayDefaults: [Int]
    /// The user's own mail addresses, lower-case: what one of them declined gives no alert.
    public var addresses: Set<String>
    /// In which floating times and dates are read.
    public var display: Zone

    public init(
        defaults: [Int] = [], allDayDefaults: [Int] = [], addresses: Set<String> = [],
        display: Zone
    ) {
        self.defaults = defaults
        self.allDayDefaults = allDayDefaults
        self.addresses = addresses
        self.display = display
    }

    /// Whether events without alarms of their own give alerts.
    public var hasDefaults: Bool { !defaults.isEmpty || !allDayDefaults.isEmpty }

    /// What two rules that mean the same share.
    var basis: String {
        let parts = [
            display.id.name, "\(Set(defaults).sorted())", "\(Set(allDayDefaults).sorted())",
            addresses.sorted().joined(separator: " "),
        ]
        return parts.joined(separator: "; ")
    }

    /// The alarms of an event that has none of its own.
    func defaultAlarms(isAllDay: Bool, acknowledged: Instant?) -> [Alarm] {
        let triggers: [AlarmTrigger] =
            isAllDay
            ? allDayDefaults.map { .wallClock(seconds: $0 * 60) }
            : defaults.map { .relative(NominalDuration(seconds: -$0 * 60), toEnd: false) }
        return triggers.prefix(AlertLimits.alarms).map {
            Alarm(default: $0, acknowledged: acknowledged)
        }
    }
}
