import Core

/// What to read while nobody types, so that turning a page is only drawing.
extension Model {
    /// The windows that one page or month forward or back would ask for and that are not loaded,
    /// the likeliest first; none while something lies over the grid.
    var windowsAhead: [Range<CivilDate>] {
        guard layers.isEmpty, seek == nil, loaded != nil else { return [] }
        var found: [Range<CivilDate>] = []
        for command in [Command.nextPage, .previousPage, .nextMonth, .previousMonth] {
            var next = self
            for effect in next.run(command, count: nil) {
                if case .load(let window) = effect, !found.contains(window) { found.append(window) }
            }
        }
        return found
    }
}
