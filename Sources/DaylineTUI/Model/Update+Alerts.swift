import Control
import Core

/// Alerts over whatever is on the screen.
extension Model {
    mutating func show(_ alert: AlertMessage) -> [Effect] {
        guard !sync.alerts.contains(where: { $0.id == alert.id }) else { return [] }
        sync.alerts.append(alert)
        return [.beep]
    }

    /// The alert that is shown was seen.
    mutating func acknowledge() -> [Effect] {
        guard let alert = takeAlert() else { return [] }
        message = Message(kind: .info, text: strings.acknowledged(alert.title))
        return [.tell(.acknowledge(alert: alert.id))]
    }

    /// The alert comes again later; `minutes` nil: after the usual time.
    mutating func snooze(minutes: Int?) -> [Effect] {
        guard let alert = takeAlert() else { return [] }
        let minutes = minutes ?? sync.snoozeMinutes
        message = Message(kind: .info, text: strings.snoozed(alert.title, minutes: minutes))
        return [.tell(.snooze(alert: alert.id, seconds: minutes * 60))]
    }

    mutating func chooseSnooze() -> [Effect] {
        guard let alert = sync.alerts.first else { return noAlert() }
        push(.dialog(DialogState(question: .snooze(alert))))
        return []
    }

    private mutating func takeAlert() -> AlertMessage? {
        guard let alert = sync.alerts.first else {
            _ = noAlert()
            return nil
        }
        sync.alerts.removeFirst()
        return alert
    }

    private mutating func noAlert() -> [Effect] {
        message = Message(kind: .info, text: strings.noAlert)
        return []
    }
}

extension AlertMessage {
    /// Minutes until the event starts, rounded up; negative once it has begun.
    func minutes(at now: Instant) -> Int {
        let seconds = start - now.seconds
        return seconds > 0 ? (seconds + 59) / 60 : -(-seconds / 60)
    }
}
