import Control
import Core

/// How syncing stands, in as many words as there is room for: `● 3 waiting`, `○ again 14:10`, `●`.
struct SyncIndicator {
    private(set) var pieces: [(text: String, style: Style)] = []
    /// With a space at each end; 0 when nothing is synced.
    private(set) var columns = 0

    init(_ model: Model, room: Int) {
        let sync = model.sync
        guard let worst = sync.worst else { return }
        for isLong in [true, false] {
            pieces = SyncIndicator.pieces(sync, worst, model, isLong: isLong)
            columns = SyncIndicator.width(pieces)
            if columns <= room { return }
        }
        // The dot always fits.
        pieces = Array(pieces.prefix(1))
        columns = SyncIndicator.width(pieces)
    }

    private static func width(_ pieces: [(text: String, style: Style)]) -> Int {
        pieces.reduce(1) { $0 + DisplayWidth.columns($1.text) + 1 }
    }

    private static func pieces(
        _ sync: SyncState, _ worst: AccountStatus, _ model: Model, isLong: Bool
    ) -> [(text: String, style: Style)] {
        let strings = model.strings
        let alarm = Theme.bar.colored(Theme.signal).with(.bold)
        let hint = Theme.bar.colored(Theme.amber).with(.bold)
        var pieces = [dot(worst, sync)]
        if isLong, worst.state != .online, sync.progress == nil {
            pieces.append((strings.syncState(worst.state), Theme.barTab))
        }
        if let retry = worst.retry, worst.state != .online, sync.isConnected {
            let time = model.local(Instant(seconds: retry))
            let text = isLong ? strings.again(at: time) : strings.time(time)
            pieces.append((text, Theme.barTab))
        }
        if let progress = sync.progress {
            let short = progress.total.map { "\(progress.done)/\($0)" } ?? "\(progress.done)"
            pieces.append((isLong ? strings.progress(progress) : short, Theme.barTab))
        }
        if sync.pending > 0 {
            pieces.append((isLong ? strings.waiting(sync.pending) : "↑\(sync.pending)", hint))
        }
        if sync.dead > 0 {
            pieces.append((isLong ? strings.refused(sync.dead) : "!\(sync.dead)", alarm))
        }
        if sync.editConflicts > 0 {
            let count = sync.editConflicts
            pieces.append((isLong ? strings.editConflicts(count) : "≠\(count)", alarm))
        }
        return pieces
    }

    /// Full when a daemon keeps everything in step, empty when nobody does.
    private static func dot(
        _ worst: AccountStatus, _ sync: SyncState
    ) -> (text: String, style: Style) {
        let isWaiting = Theme.bar.colored(Theme.amber).with(.bold)
        guard sync.isConnected else { return ("○", Theme.barMuted) }
        switch worst.state {
        case .online: return ("●", Theme.bar.colored(Theme.calm))
        case .fresh, .syncing: return ("↻", Theme.bar.colored(Theme.calm))
        case .offline: return ("○", isWaiting)
        case .full, .held: return ("!", isWaiting)
        case .unauthorized: return ("!", Theme.bar.colored(Theme.signal).with(.bold))
        }
    }
}

extension Painter {
    mutating func indicator(_ sync: SyncIndicator, at start: Int, _ row: Int) {
        guard sync.columns > 0 else { return }
        var column = start + 1
        for (text, style) in sync.pieces {
            column += screen.put(text, at: column, row, style) + 1
        }
        screen.mark(
            Rect(column: start, row: row, columns: sync.columns, rows: 1), .command(.outbox))
    }
}
