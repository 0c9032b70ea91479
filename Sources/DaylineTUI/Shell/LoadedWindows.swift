import Core

/// Windows read ahead, or shown before, for as long as nobody writes.
struct LoadedWindows {
    private var answers: [(window: Range<CivilDate>, answer: Input)] = []
    private var version: ReplicaVersion?

    /// Enough for the page on screen, those beside it, and the months beside it.
    private static let limit = 6

    /// What was read of `window`, if the replica still is at `version`.
    func answer(for window: Range<CivilDate>, version: ReplicaVersion) -> Input? {
        guard version == self.version else { return nil }
        return answers.first { $0.window == window }?.answer
    }

    /// Keeps an answer; the oldest goes.
    mutating func keep(_ answer: Input, for window: Range<CivilDate>, version: ReplicaVersion) {
        if version != self.version { answers = [] }
        self.version = version
        answers.removeAll { $0.window == window }
        if answers.count >= LoadedWindows.limit { answers.removeFirst() }
        answers.append((window, answer))
    }
}
