/// Why bytes are not a usable TZif file (RFC 9636 §3).
public enum TZifError: Error, Hashable, Sendable {
    /// The file does not begin with `TZif`.
    case notTZif
    /// The counts in the header promise more bytes than there are.
    case truncated
    /// The file has more bytes than any real zone.
    case tooLarge(limit: Int)
    /// No time type: nothing says what the offset is.
    case noTypes
    /// A transition names a time type that does not exist.
    case typeOutOfRange(Int)
    /// Seconds east of UTC beyond −24:59:59 … +25:59:59.
    case offsetOutOfRange(Int)
    /// A designation without an end, or with characters that are not printable ASCII.
    case abbreviationUnreadable
    /// Transition times go backwards.
    case transitionsDescend
    /// The footer is not a TZ string.
    case footerUnreadable
}
