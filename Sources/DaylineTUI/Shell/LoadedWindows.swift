import Core

/// Windows read ahead, or shown before, for as long as nobody writes.
struct LoadedWindows {
    private var answers: [(window: Range<CivilDate>, answer: Input)] = []
    private var version: ReplicaVersion?
    /// What the windows of this version share.
    var summaries: EventSummaries? = EventSummaries()

    /// Enough for the page on screen, those beside it, and the months beside it.
    private static let limit = 6

    /// Forgets what was read of any other version.
    mutating func begin(_ version: ReplicaVersion) {
        guard version != self.version else { return }
        self.version = version
        answers = []
        summaries = EventSummaries()
    }

    /// Forgets the windows that are not among these.
    mutating func keep(only windows: [Range<CivilDate>]) {
        let count = answers.count
        answers.removeAll { !windows.contains($0.window) }
        if answers.count < count { summaries?.dropUnused() }
    }

    /// What was read of `window`, if the replica still is at `version`.
    func answer(for window: Range<CivilDate>, version: ReplicaVersion) -> Input? {
        guard version == self.version else { return nil }
        return answers.first { $0.window == window }?.answer
    }

    /// Keeps an answer; the oldest goes.
    mutating func keep(_ answer: Input, for window: Range<CivilDate>, version: ReplicaVersion) {
        begin(version)
        answers.removeAll { $0.window == window }
        if answers.count >= LoadedWindows.limit { answers.removeFirst() }
        answers.append((window, answer))
    }
}
