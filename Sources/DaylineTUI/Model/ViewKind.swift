/// The four ways to look at time.
enum ViewKind: String, Hashable, Sendable, CaseIterable {
    case month, week, day, agenda
}

/// Which part of the screen takes the movement keys while browsing.
enum Focus: Hashable, Sendable {
    case grid, sidebar
}
