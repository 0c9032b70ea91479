import Core

extension Profile {
    /// KiB. The screen reads long ranges of rows once, and writes little.
    private static let pageMemory = 512

    /// Opens for changes, or for reading where that is all we may; a new profile gets a calendar.
    ///
    /// An index made with other zone data is made anew first, so that no instance is shown where
    /// it was before a zone's rules changed. Where that fails it is shown as it is.
    /// - Parameter tell: gets a sentence when something takes its time.
    func openForScreen(now: Instant, tell: (String) -> Void) throws(ReplicaError) -> Replica {
        do {
            let replica = try Replica.open(
                at: replicaPath, zones: zones, pageMemory: Profile.pageMemory)
            if try replica.calendars().isEmpty {
                _ = try CalendarTable.addStandard(to: replica, now: now)
            }
            if try !replica.isIndexCurrent() {
                tell("the time zone data changed; computing the index anew")
                do { try replica.renewIndex() } catch { tell(Failure(error).sentence) }
            }
            return replica
        } catch .readOnly {
            let replica = try Replica.open(
                at: replicaPath, mode: .readOnly, zones: zones, pageMemory: Profile.pageMemory)
            if try !replica.isIndexCurrent() {
                tell("the time zone data changed, and the index of times is that of before")
            }
            return replica
        }
    }
}
