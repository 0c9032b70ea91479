/// Joins two edits of one calendar object, component by component and property by property.
///
/// What one side alone changed is taken over, so the answer holds both sides' work. Where both
/// changed the same thing differently, `preferred` stands and the clash is named: nothing is ever
/// left out in silence. Times move together: start, end and rule of one side never mix with those
/// of the other where the event would come apart, and a changed recurrence set that leaves an
/// override or an exclusion of the other side without its instance is a clash.
///
/// The answer is the remote text with local changes in it: what nobody changed keeps the server's
/// bytes. Values that only are written differently (folding, order of parameters, `DURATION` for
/// `DTEND`) are no change. `DTSTAMP`, `LAST-MODIFIED`, `CREATED`, `SEQUENCE` and `PRODID` never
/// clash.
///
/// A text that cannot be read as one calendar object makes the object clash as a whole.
///
/// - Parameters:
///   - base: what both sides agreed on last; nil when both made the object on their own. Then
///     lists are united, and other properties that differ clash.
///   - chosen: which side stands in single clashes, as named by an earlier answer.
///   - zones: tells which zone names mean the same, and which instants a rule yields.
public func mergeObjects(
    base: [UInt8]?, local: [UInt8], remote: [UInt8],
    preferring preferred: MergePreference = .remote,
    choosing chosen: [MergeClash: MergePreference] = [:], zones: ZoneDatabase
) -> MergeResult {
    if local == remote || local == base { return MergeResult(text: remote, clashes: []) }
    if remote == base { return MergeResult(text: local, clashes: []) }
    let mine = MergeSide(local, zones)
    let theirs = MergeSide(remote, zones)
    let choices = MergeChoices(preferred: preferred, chosen: chosen)
    let whole = choices.side(for: .wholeObject)
    guard let mine, let theirs, mine.object.uid == theirs.object.uid else {
        // What cannot be read must not stand for what can.
        let isRemote = mine == nil || (whole == .remote && theirs != nil)
        return MergeResult(text: isRemote ? remote : local, clashes: [.wholeObject])
    }
    var agreed = base.flatMap { MergeSide($0, zones) }
    if agreed?.object.uid != mine.object.uid { agreed = nil }
    let sides = Threefold(base: agreed, local: mine, remote: theirs)
    var merge = ObjectMerge(sides, choices)
    if case .needsSchedule(let side) = merge.run() {
        merge = ObjectMerge(sides, choices, schedule: side, clashes: merge.clashes)
        _ = merge.run()
    }
    let text = merge.result.bytes
    guard isOneObject(text, as: merge.result) else {
        return MergeResult(text: whole == .remote ? remote : local, clashes: [.wholeObject])
    }
    return MergeResult(text: text, clashes: merge.clashes)
}

/// Whether a text reads as what was written, and is a calendar object: odd lines can mean
/// something else among other neighbours, and two removals can leave nothing.
private func isOneObject(_ text: [UInt8], as calendar: Component) -> Bool {
    let read = parseICalendar(text).components
    return read == [calendar] && (try? CalendarObject(calendar: calendar)) != nil
}

extension MergeClash {
    /// No part of the object can be merged.
    static let wholeObject = MergeClash(
        recurrenceID: nil, component: "VCALENDAR", property: nil)
}
