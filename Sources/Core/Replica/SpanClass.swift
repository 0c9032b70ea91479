/// The order of magnitude of a span's length.
///
/// The time index is sorted by class and then by start: what touches a window begins, within each
/// class, no earlier than the class's longest span before it. So a short window reads few rows
/// however long the longest event is.
package struct SpanClass: Hashable {
    /// As stored: bit 3 says wall clock, the others count the classes.
    package let code: Int

    /// Longest span of each class in seconds: 2 hours, 12 hours, 4 days, 32 days, 128 days, a
    /// year, 8 years, everything.
    private static let longest = [
        7200, 43_200, 345_600, 2_764_800, 11_059_200, 31_622_400, 252_460_800, Int.max,
    ]
    private static let localBit = 8

    /// Every class of each kind of time.
    package static let utc = longest.indices.map { SpanClass(code: $0) }
    package static let local = longest.indices.map { SpanClass(code: $0 | localBit) }

    private init(code: Int) { self.code = code }

    /// The class of a span.
    package init(_ span: Range<Int>, isLocal: Bool) {
        let index = Self.longest.firstIndex { span.count <= $0 } ?? Self.longest.count - 1
        self.init(code: isLocal ? index | Self.localBit : index)
    }

    /// The earliest start of a span of this class that can touch something from `second` on.
    package func firstStart(touching second: Int) -> Int {
        let (start, isBefore) = second.subtractingReportingOverflow(
            Self.longest[code & (Self.localBit - 1)])
        return isBefore ? .min : start
    }
}
