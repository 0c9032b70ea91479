/// One character cell.
struct Cell: Hashable, Sendable {
    /// What is drawn; empty in the right half of a wide glyph.
    var glyph: String
    /// Columns of `glyph`: 0 (right half of a wide glyph), 1 or 2.
    var width: UInt8
    var style: Style

    static let blank = Cell(glyph: " ", width: 1, style: .plain)
}

/// A grid of cells: what a view draws, what the terminal shows, what a test compares.
///
/// Invariant: in every row the widths add up to `columns`, because a wide glyph owns its right
/// neighbour and overwriting one half blanks the other.
struct Screen: Hashable, Sendable {
    let columns: Int
    let rows: Int
    private(set) var cells: [Cell]
    /// Where the terminal's cursor stands; nil hides it.
    var caret: Point?
    /// What the mouse can point at; later ones lie above earlier ones.
    private(set) var regions: [Region] = []

    struct Region: Hashable, Sendable {
        var area: Rect
        /// nil: covers what is below without meaning anything (the frame of a dialog).
        var target: Target?
    }

    /// A blank screen.
    init(_ size: Size) {
        columns = max(0, size.columns)
        rows = max(0, size.rows)
        cells = Array(repeating: .blank, count: columns * rows)
    }

    var bounds: Rect { Rect(column: 0, row: 0, columns: columns, rows: rows) }

    subscript(column: Int, row: Int) -> Cell { cells[row * columns + column] }

    /// Draws `text` from left to right and returns the columns used. What lies outside of `clip`
    /// (or of the screen) is not drawn; a wide glyph that would stick out leaves a space.
    @discardableResult
    mutating func put(
        _ text: some StringProtocol, at column: Int, _ row: Int, _ style: Style = .plain,
        clip: Rect? = nil
    ) -> Int {
        let clip = clip.map { $0.intersection(bounds) } ?? bounds
        guard row >= clip.row, row < clip.endRow else { return 0 }
        var position = column
        DisplayWidth.forEachGlyph(text) { glyph, width in
            if position >= clip.endColumn { return false }
            if position >= clip.column, position + width <= clip.endColumn {
                set(glyph, width, position, row, style)
            } else if position < clip.endColumn, position + width > clip.column {
                set(" ", 1, max(position, clip.column), row, style)
            }
            position += width
            return true
        }
        return max(0, min(position, clip.endColumn) - column)
    }

    /// Draws `text` cut with "…" or filled with spaces to exactly `width` columns.
    mutating func put(
        _ text: String, at column: Int, _ row: Int, width: Int, _ style: Style = .plain
    ) {
        guard width > 0 else { return }
        let area = Rect(column: column, row: row, columns: width, rows: 1)
        fill(area, style)
        put(DisplayWidth.truncated(text, to: width), at: column, row, style, clip: area)
    }

    /// Fills a rectangle with a glyph of width one.
    mutating func fill(_ area: Rect, _ style: Style, glyph: String = " ") {
        let area = area.intersection(bounds)
        for row in area.row..<area.endRow {
            for column in area.column..<area.endColumn { set(glyph, 1, column, row, style) }
        }
    }

    /// Says what a click into `area` means.
    mutating func mark(_ area: Rect, _ target: Target?) {
        regions.append(Region(area: area, target: target))
    }

    /// What lies under `point`.
    func target(at point: Point) -> Target? {
        regions.last { $0.area.contains(point) }?.target
    }

    private mutating func set(
        _ glyph: String, _ width: Int, _ column: Int, _ row: Int, _ style: Style
    ) {
        let index = row * columns + column
        release(index)
        if width == 2 {
            release(index + 1)
            cells[index + 1] = Cell(glyph: "", width: 0, style: style)
        }
        cells[index] = Cell(glyph: glyph, width: UInt8(width), style: style)
    }

    /// Blanks the other half of a wide glyph before one half is overwritten.
    private mutating func release(_ index: Int) {
        if cells[index].width == 0 {
            cells[index - 1].glyph = " "
            cells[index - 1].width = 1
        } else if cells[index].width == 2 {
            cells[index + 1].glyph = " "
            cells[index + 1].width = 1
        }
    }
}
