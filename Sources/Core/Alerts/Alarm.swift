/// When an alarm goes off.
public enum AlarmTrigger: Hashable, Sendable {
    /// After the start of each instance, or after its end; before for negative ones (RFC 5545
    /// §3.8.6.3). Days are days of the event's wall clock.
    case relative(NominalDuration, toEnd: Bool)
    /// Once.
    case at(Instant)
    /// So many seconds of the display zone's wall clock after the midnight with which the instance
    /// begins; before it for negative ones. No `VALARM` can say that, only settings.
    case wallClock(seconds: Int)
}

/// What a `VALARM` says (RFC 5545 §3.6.6, RFC 9074), or what the settings say instead of one.
public struct Alarm: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        case display, audio, email
        /// What RFC 5545 says to ignore: names that nobody knows, `PROCEDURE` of former times, and
        /// `NONE`, with which Apple's programs say that an event shall have no default alarm.
        case other
    }

    public let action: Action
    public let trigger: AlarmTrigger
    /// How often it goes off again, 0 or more.
    public let repetitions: Int
    /// Seconds from one time to the next, 1 or more.
    public let gap: Int
    /// Up to when its times were seen (RFC 9074 §6.1).
    public internal(set) var acknowledged: Instant?
    /// RFC 9074 §4.
    public let uid: String?
    /// The UID of the alarm that this one puts off (RFC 9074 §7); nil for all others.
    public let snoozed: String?
    /// Whether a place sets it off (RFC 9074 §8), not a time.
    private let hasProximity: Bool

    /// Reads a `VALARM`; nil when nothing that can be read says when.
    public init?(_ component: Component) {
        self.init(component, most: AlertLimits.repetitions)
    }

    /// - Parameter most: repetitions that count.
    public init?(_ component: Component, most: Int) {
        guard component.name == "VALARM", let trigger = AlarmTrigger(component) else { return nil }
        let gap = (try? component.first(.duration)?.duration())?.nominalSeconds ?? 0
        let count = (try? component.first(.repeat)?.integer()) ?? 0
        self.action = Action(component.first(.action)?.rawValue ?? "")
        self.trigger = trigger
        // Both or none (RFC 5545 §3.8.6.2).
        repetitions = gap > 0 ? min(max(0, count), most) : 0
        self.gap = max(1, gap)
        if case .utc(let instant)? = try? component.first(.acknowledged)?.time() {
            acknowledged = instant
        } else {
            acknowledged = nil
        }
        uid = component.first(.uid)?.text
        snoozed =
            component.all(.relatedTo).first { $0.parameter("RELTYPE")?.uppercased() == "SNOOZE" }?
            .text
        hasProximity = component.first("PROXIMITY") != nil
    }

    /// What the settings say.
    init(default trigger: AlarmTrigger, acknowledged: Instant?) {
        action = .display
        self.trigger = trigger
        repetitions = 0
        gap = 1
        self.acknowledged = acknowledged
        uid = nil
        snoozed = nil
        hasProximity = false
    }

    /// Whether we show it. Mails are for others to send: a server, or the program that asked.
    public var isShown: Bool { (action == .display || action == .audio) && !hasProximity }

    /// Seconds from the first to the last time.
    public var length: Int { repetitions * gap }
}

extension Alarm.Action {
    fileprivate init(_ text: String) {
        switch text.uppercased() {
        case "DISPLAY": self = .display
        case "AUDIO": self = .audio
        case "EMAIL": self = .email
        default: self = .other
        }
    }
}

extension AlarmTrigger {
    /// Reads `TRIGGER`.
    fileprivate init?(_ alarm: Component) {
        guard let property = alarm.first(.trigger) else { return nil }
        if let duration = try? property.duration() {
            let isEnd = property.parameter("RELATED")?.uppercased() == "END"
            self = .relative(duration, toEnd: isEnd)
        } else if case .utc(let instant)? = try? property.time() {
            self = .at(instant)
        } else {
            return nil
        }
    }

    /// Seconds from the start to the trigger when every day has 24 hours; 0 for absolute ones.
    var nominalSeconds: Int {
        switch self {
        case .relative(let duration, _): duration.nominalSeconds
        case .wallClock(let seconds): seconds
        case .at: 0
        }
    }
}
