import Core

/// Storing an object.
extension Flight {
    mutating func beginPut(_ around: Surroundings) -> Next {
        let condition = condition(around)
        guard condition == .anything else { return put(if: condition, around) }
        // Without a precondition: see first what would be overwritten, or was done already.
        return get(place, .compare)
    }

    /// What has to be there for the first attempt.
    private func condition(_ around: Surroundings) -> WriteCondition {
        if let etag = operation.etag { return .etag(etag) }
        let canGuard = isNew && around.capabilities.contains(.createOnly)
        return canGuard ? .nothingThere : .anything
    }

    private mutating func put(if condition: WriteCondition, _ around: Surroundings) -> Next {
        let name = name(around)
        step = .write
        writes += 1
        return .send(.put(place, operation.text, if: condition, operation: name))
    }

    mutating func compared(_ verdict: Verdict, _ around: Surroundings) -> Next {
        switch verdict {
        case .done(let reply):
            let remote = Self.object(reply, at: place)
            if remote.text == operation.text { return .finish(.acceptedAs(remote)) }
            guard remote.text == operation.base else { return .finish(.overtaken(remote)) }
            return put(if: Self.condition(remote), around)
        case .gone: return isNew ? put(if: .anything, around) : lookAtCollection()
        case .unmet(let refusal), .misplaced(let refusal), .refused(let refusal, _):
            return unseen(refusal, around)
        case .full, .later: preconditionFailure("handled for all steps")
        }
    }

    mutating func wrote(_ verdict: Verdict, _ around: Surroundings) -> Next {
        switch verdict {
        case .done(let reply):
            // `If-None-Match` alone was in the way.
            if refusal != nil, isNew { unsupported.insert(.createOnly) }
            // A strong etag says that it was stored as it was sent (RFC 4791 §5.3.4).
            guard let etag = reply.strongETag else { return get(place, .readBack) }
            return .finish(.accepted(href: place, etag: etag))
        case .unmet: return get(place, .refetch)
        case .gone(let refusal), .misplaced(let refusal):
            if isRepeated(around) { return put(if: condition(around), around) }
            self.refusal = refusal
            return isNew ? lookAtCollection() : get(place, .refetch)
        case .refused(let refusal, _) where refusal.isOfName && writes == 1:
            return put(if: condition(around), around)
        case .refused(let refusal, let other):
            return refusedPut(refusal, other: other, around)
        case .full, .later: preconditionFailure("handled for all steps")
        }
    }

    private mutating func refusedPut(
        _ refusal: Refusal, other: String?, _ around: Surroundings
    ) -> Next {
        guard isNew, writes == 1 else { return .finish(.refused(refusal)) }
        // Another place in the calendar has the UID: it is the same event.
        if let other, other != place, let collection = operation.collection,
            other.hasPrefix(collection)
        {
            self.refusal = refusal
            return get(other, .other(other))
        }
        // Some servers know no `If-None-Match`.
        if [400, 501].contains(refusal.status), refusal.precondition.isEmpty,
            around.capabilities.contains(.createOnly)
        {
            self.refusal = refusal
            return get(place, .compare)
        }
        return .finish(.refused(refusal))
    }

    mutating func sawOther(_ verdict: Verdict, at href: String) -> Next {
        if case .done(let reply) = verdict {
            return .finish(.overtaken(Self.object(reply, at: href)))
        }
        return .finish(.refused(refusal ?? Refusal(status: 409, reason: "")))
    }

    mutating func readBack(_ verdict: Verdict, _ around: Surroundings) -> Next {
        switch verdict {
        case .done(let reply): .finish(.acceptedAs(Self.object(reply, at: place)))
        // Stored, and deleted by somebody before it could be read.
        case .gone: .finish(.overtaken(nil))
        case .unmet(let refusal), .misplaced(let refusal), .refused(let refusal, _):
            unseen(refusal, around)
        case .full, .later: preconditionFailure("handled for all steps")
        }
    }

    /// A write failed, and this is there.
    mutating func refetched(_ verdict: Verdict, _ around: Surroundings) -> Next {
        switch verdict {
        case .done(let reply):
            let remote = Self.object(reply, at: place)
            if remote.text == operation.text { return .finish(.acceptedAs(remote)) }
            guard remote.text == operation.base else { return .finish(.overtaken(remote)) }
            // It is there as we know it: the server does not like what we make of it.
            if let refusal, refusal.status == 409 { return .finish(.refused(refusal)) }
            guard let condition = secondCondition(remote) else {
                return unseen(Refusal(status: 412, reason: ""), around)
            }
            return put(if: condition, around)
        case .gone:
            guard isNew, refusal == nil, writes == 1 else { return lookAtCollection() }
            // “Nothing may be there” did not hold, and nothing is.
            unsupported.insert(.createOnly)
            return put(if: .anything, around)
        case .unmet(let refusal), .misplaced(let refusal), .refused(let refusal, _):
            return unseen(refusal, around)
        case .full, .later: preconditionFailure("handled for all steps")
        }
    }
}
