/// How much of an unknown file is read before the reader says no. Each limit is diagnosed.
public struct ParseLimits: Hashable, Sendable {
    /// Bytes of a whole file; a larger one is not read.
    public var maxBytes = 1 << 30
    /// Bytes of one content line, folds included; a longer one is kept but has no value.
    public var maxLineBytes = 16 << 20
    /// Levels of components, at most 256; what is nested deeper is kept as bare lines.
    public var maxDepth = 32
    /// Components in a file; reading stops at the next one.
    public var maxComponents = 2_000_000
    /// Content lines in a file; reading stops at the next one.
    public var maxProperties = 20_000_000
    /// Diagnostics for a file; the rest is only counted.
    public var maxDiagnostics = 1000

    public init() {}

    /// Far above any calendar that we know of.
    public static let standard = ParseLimits()
}
