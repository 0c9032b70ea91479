/// Why a rule cannot be expanded from a given start.
public enum ExpansionError: Error, Hashable, Sendable {
    /// HOURLY, MINUTELY or SECONDLY with a start of kind DATE (RFC 5545 §3.3.10: MUST NOT).
    case timeFrequencyOnDate(Frequency)
    /// The start is outside the years 1 ... 9999.
    case startOutOfRange
}
