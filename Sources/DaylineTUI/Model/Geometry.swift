/// The size of the terminal in character cells.
struct Size: Hashable, Sendable {
    var columns: Int
    var rows: Int

    /// The smallest terminal the screens are made for.
    static let smallest = Size(columns: 40, rows: 12)
    static let standard = Size(columns: 80, rows: 24)
}

/// A character cell; the top left one is (0, 0).
struct Point: Hashable, Sendable {
    var column: Int
    var row: Int
}
