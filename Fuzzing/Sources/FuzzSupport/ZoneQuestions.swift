import Core

/// Asks a zone at both ends of time, around its changes and far behind them.
public func ask(_ zone: Zone) {
    let year = 366 * 86_400
    _ = (zone.offset(at: Instant(seconds: .min)), zone.offset(at: Instant(seconds: .max)))
    for start in [Instant.distantPast, Instant(seconds: 0), Instant(seconds: 1 << 37)] {
        readsBack(zone, at: start)
        for change in zone.transitions(in: start..<start.adding(seconds: year)).prefix(3) {
            require(change.offsetBefore != change.offsetAfter, "a change changes nothing")
            require(zone.offset(at: change.instant) == change.offsetAfter, "a change is late")
            let before = change.instant.adding(seconds: -1)
            require(zone.offset(at: before) == change.offsetBefore, "a change is early")
            readsBack(zone, at: change.instant)
            readsBack(zone, at: before)
        }
    }
}

/// What the clocks show is read as the instant, unless they change again within days: no law says
/// which change skips or repeats a time then.
private func readsBack(_ zone: Zone, at instant: Instant) {
    _ = zone.abbreviation(at: instant)
    let local = zone.local(at: instant)
    let resolution = zone.resolve(local)
    let days = 3 * 86_400
    let around = instant.adding(seconds: -days)..<instant.adding(seconds: days)
    if zone.transitions(in: around).count > 1 { return }
    switch resolution {
    case .unique(let only): require(only == instant, "a reading of another instant")
    case .fold(let first, let second):
        require(first == instant || second == instant, "a fold of other instants")
    case .gap: require(false, "clocks show what they skip")
    }
}
