/// A rectangle of character cells; may be empty, never negative.
struct Rect: Hashable, Sendable {
    var column: Int
    var row: Int
    var columns: Int
    var rows: Int

    init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    init(_ size: Size) {
        self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
    }

    /// One past the last column.
    var endColumn: Int { column + columns }
    /// One past the last row.
    var endRow: Int { row + rows }
    var isEmpty: Bool { columns == 0 || rows == 0 }

    func contains(_ point: Point) -> Bool {
        point.column >= column && point.column < endColumn && point.row >= row
            && point.row < endRow
    }

    /// What both rectangles cover.
    func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        return Rect(
            column: left, row: top, columns: min(endColumn, other.endColumn) - left,
            rows: min(endRow, other.endRow) - top)
    }

    /// The rectangle without a border of the given widths.
    func inset(columns horizontal: Int, rows vertical: Int) -> Rect {
        Rect(
            column: column + horizontal, row: row + vertical, columns: columns - 2 * horizontal,
            rows: rows - 2 * vertical)
    }

    /// Cuts off rows at the top; returns them and the rest.
    func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
        let count = min(max(0, count), rows)
        return (
            Rect(column: column, row: row, columns: columns, rows: count),
            Rect(column: column, row: row + count, columns: columns, rows: rows - count)
        )
    }

    /// Cuts off columns at the left; returns them and the rest.
    func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
        let count = min(max(0, count), columns)
        return (
            Rect(column: column, row: row, columns: count, rows: rows),
            Rect(column: column + count, row: row, columns: columns - count, rows: rows)
        )
    }

    /// A rectangle of at most the given size in the middle of this one.
    func centered(columns wanted: Int, rows wantedRows: Int) -> Rect {
        let width = min(wanted, columns)
        let height = min(wantedRows, rows)
        return Rect(
            column: column + (columns - width) / 2, row: row + (rows - height) / 2,
            columns: width, rows: height)
    }
}
