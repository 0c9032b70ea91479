import Core

/// The sentences that alerts and notices make outside of `dayline`.
struct AlertWords: Sendable {
    enum Language: Hashable, Sendable {
        case english, korean

        /// From `LC_ALL`, `LC_MESSAGES` or `LANG`.
        init(locale: String) { self = locale.hasPrefix("ko") ? .korean : .english }
    }

    let language: Language
    var zone: Zone
    let zones: ZoneDatabase

    private var isKorean: Bool { language == .korean }

    /// The event's title.
    func title(_ alert: DueAlert) -> String { named(alert.alert.instance.title) }

    /// When and where: `12:30 (in 15 min) · Café`.
    func details(_ shown: ShownAlert, now: Instant) -> String {
        let instance = shown.alert.alert.instance
        var parts = [
            instance.isAllDay
                ? day(instance.local.lowerBound.date, now, alone: true)
                : "\(moment(instance.local.lowerBound, now)) (\(distance(instance, now)))"
        ]
        if !instance.location.isEmpty { parts.append(instance.location) }
        if shown.isLate { parts.append(isKorean ? "늦은 알림" : "late") }
        return parts.joined(separator: " · ")
    }

    /// How many alerts were missed.
    func missed(_ count: Int) -> String {
        if isKorean { return "놓친 알림 \(count)개" }
        return count == 1 ? "1 alert was missed" : "\(count) alerts were missed"
    }

    /// What the undo journal calls it.
    var acknowledgeLabel: String { isKorean ? "알림 확인" : "Acknowledge alert" }
    var snoozeLabel: String { isKorean ? "알림 미루기" : "Snooze alert" }

    /// Changes that are not told one by one.
    func moreChanges(_ count: Int) -> String {
        isKorean ? "그 밖의 변경 \(count)개" : "\(count) more changes"
    }

    /// What somebody else changed.
    func notice(_ notice: RemoteNotice, now: Instant) -> String {
        let title = isKorean ? "‘\(named(notice.title))’" : "“\(named(notice.title))”"
        let old = notice.oldStart.map { place($0, now) }
        let new = notice.newStart.map { place($0, now) }
        let by = notice.by.map { isKorean ? " (\($0))" : " by \($0)" } ?? ""
        switch notice.kind {
        case .added:
            guard let new else { return title + (isKorean ? " 추가됨" : " was added") + by }
            return title + (isKorean ? " \(new) 추가됨" : ", \(new), was added") + by
        case .changed: return title + (isKorean ? " 변경됨" : " was changed") + by
        case .moved:
            guard let new else { return title + (isKorean ? " 옮겨짐" : " was moved") + by }
            return title + (isKorean ? " \(new)(으)로 옮겨짐" : " was moved to \(new)") + by
        case .removed:
            guard let old else { return title + (isKorean ? " 삭제됨" : " was removed") + by }
            return title + (isKorean ? " \(old) 삭제됨" : ", \(old), was removed") + by
        }
    }

    private func named(_ title: String) -> String {
        title.isEmpty ? (isKorean ? "(제목 없음)" : "(no title)") : title
    }

    /// A start on the wall clock of the display zone.
    private func place(_ time: CalendarTime, _ now: Instant) -> String {
        switch time {
        case .date(let date): return day(date, now, alone: true)
        case .floating(let local): return moment(local, now)
        case .utc(let instant): return moment(zone.local(at: instant), now)
        case .zoned(let local, let id):
            guard let own = zones.zone(id) else { return moment(local, now) }
            return moment(zone.local(at: own.instant(at: local)), now)
        }
    }

    /// `12:30`, `tomorrow 12:30`, `2026-12-01 12:30`.
    private func moment(_ local: LocalDateTime, _ now: Instant) -> String {
        let time = "\(twoDigits(local.hour)):\(twoDigits(local.minute))"
        let day = day(local.date, now, alone: false)
        return day.isEmpty ? time : "\(day) \(time)"
    }

    private func day(_ date: CivilDate, _ now: Instant, alone: Bool) -> String {
        switch date.dayNumber - zone.local(at: now).date.dayNumber {
        case 0: alone ? (isKorean ? "오늘" : "today") : ""
        case 1: isKorean ? "내일" : "tomorrow"
        default: date.description
        }
    }

    private func distance(_ instance: Instance, _ now: Instant) -> String {
        let seconds = instance.span.lowerBound.seconds - now.seconds
        let minutes = (abs(seconds) + 30) / 60
        if minutes == 0 { return isKorean ? "지금" : "now" }
        let length: String =
            switch minutes {
            case ..<120: isKorean ? "\(minutes)분" : "\(minutes) min"
            case ..<2880: isKorean ? "\(minutes / 60)시간" : "\(minutes / 60) h"
            default: isKorean ? "\(minutes / 1440)일" : "\(minutes / 1440) days"
            }
        if isKorean { return seconds > 0 ? "\(length) 후" : "\(length) 전" }
        return seconds > 0 ? "in \(length)" : "\(length) ago"
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
