/// Why a property value could not be read as its type.
public enum ValueError: Error, Hashable, Sendable {
    /// There is nothing where a value must be.
    case empty
    /// Not written as RFC 5545 §3.3 says for this type, nor in a way known to mean the same.
    case malformed(ValueKind)
    /// Well-formed, but there is no such day, time, length or number.
    case outOfRange(ValueKind)
}

/// The value types that can fail to be read (RFC 5545 §3.3).
public enum ValueKind: Hashable, Sendable {
    case time, duration, period, utcOffset, integer, boolean
}
