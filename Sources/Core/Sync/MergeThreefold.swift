/// One thing as both sides have it, and as they agreed on it. nil: not there.
struct Threefold<Value> {
    var base: Value?
    var local: Value?
    var remote: Value?

    /// The value of one side.
    subscript(side: MergePreference) -> Value? { side == .local ? local : remote }

    func map<Other>(_ change: (Value) -> Other) -> Threefold<Other> {
        Threefold<Other>(
            base: base.map(change), local: local.map(change), remote: remote.map(change))
    }

    /// With what goes along with each of them.
    func zipped<Other>(_ other: Threefold<Other>) -> Threefold<(Value, Other)> {
        func pair(_ one: Value?, _ two: Other?) -> (Value, Other)? {
            guard let one, let two else { return nil }
            return (one, two)
        }
        return Threefold<(Value, Other)>(
            base: pair(base, other.base), local: pair(local, other.local),
            remote: pair(remote, other.remote))
    }
}

extension Threefold where Value: Equatable {
    /// Whose value to take where both sides have one: that of the side that changed it, the remote
    /// one when they are equal; nil when both changed it differently.
    ///
    /// Without a base a value that says something goes before one that does not.
    func choice(empty: Value) -> MergePreference? {
        if local == remote { return .remote }
        guard let base else {
            if local == empty { return .remote }
            return remote == empty ? .local : nil
        }
        if local == base { return .remote }
        return remote == base ? .local : nil
    }

    /// Whether a side differs from what was agreed on; true where nothing was.
    func isChanged(_ side: MergePreference) -> Bool { self[side] != base }
}

extension MergePreference {
    /// The opposite side.
    public var other: MergePreference { self == .local ? .remote : .local }
}
