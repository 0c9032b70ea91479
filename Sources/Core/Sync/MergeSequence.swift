/// RFC 5546 §2.1.4: another time is another revision.
extension PropertyMerge {
    /// The number that the joined component needs where both sides counted on their own, and it
    /// now is neither of the two revisions; nil where the higher one will do.
    func raisedSequence(_ result: Component) -> Property? {
        let numbers = properties(.sequence).map { $0.first.flatMap { try? $0.integer() } ?? 0 }
        guard let base = numbers.base, let local = numbers.local, let remote = numbers.remote,
            local != base, remote != base, let clocks = clocks.remote,
            let own = sides.local, let theirs = sides.remote, let localClocks = self.clocks.local
        else { return nil }
        let now = scheduling(result, clocks)
        guard now != scheduling(own, localClocks), now != scheduling(theirs, clocks) else {
            return nil
        }
        return Property(.sequence, String(min(max(local, remote, 0), Int(Int32.max) - 1) + 1))
    }

    /// What attendees have to be told of.
    private func scheduling(_ component: Component, _ clocks: EventClocks) -> Set<AnyHashable> {
        var found: Set<AnyHashable> = [ScheduleMeaning(component, clocks)]
        for name in [PropertyName.exdate, .rdate] {
            for property in component.all(name) {
                for item in property.listItems(clocks) { found.insert(item.key) }
            }
        }
        if let status = component.first(.status) {
            found.insert(PropertyMeaning(status, clocks))
        }
        return found
    }
}
