/// What one event's alarms may cost.
public enum AlertLimits {
    /// Alarms that are read of one event; those after them are kept and give no alert.
    public static let alarms = 100
    /// How often one alarm goes off again (RFC 5545 §3.8.6.2).
    public static let repetitions = 100
    /// Alerts of one object that one question answers with.
    public static let answers = 1000
}
