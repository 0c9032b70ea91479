import Core

/// Deleting an object.
extension Flight {
    mutating func beginDelete(_ around: Surroundings) -> Next {
        if let etag = operation.etag { return delete(if: .etag(etag), around) }
        return get(place, .compare)
    }

    private mutating func delete(if condition: WriteCondition, _ around: Surroundings) -> Next {
        let name = name(around)
        step = .write
        writes += 1
        return .send(.delete(place, if: condition, operation: name))
    }

    mutating func comparedDeletion(_ verdict: Verdict, _ around: Surroundings) -> Next {
        switch verdict {
        case .done(let reply):
            let remote = Self.object(reply, at: place)
            guard remote.text == operation.base else { return .finish(.overtaken(remote)) }
            return delete(if: Self.condition(remote), around)
        case .gone: return .finish(.done(href: nil))
        case .unmet(let refusal), .misplaced(let refusal), .refused(let refusal, _):
            return unseen(refusal, around)
        case .full, .later: preconditionFailure("handled for all steps")
        }
    }

    mutating func deleted(_ verdict: Verdict, _ around: Surroundings) -> Next {
        switch verdict {
        case .done, .gone: .finish(.done(href: nil))
        case .unmet: get(place, .refetch)
        case .misplaced(let refusal), .refused(let refusal, _): .finish(.refused(refusal))
        case .full, .later: preconditionFailure("handled for all steps")
        }
    }

    mutating func refetchedDeletion(_ verdict: Verdict, _ around: Surroundings) -> Next {
        switch verdict {
        case .done(let reply):
            let remote = Self.object(reply, at: place)
            guard remote.text == operation.base else { return .finish(.overtaken(remote)) }
            guard let condition = secondCondition(remote) else {
                return unseen(Refusal(status: 412, reason: ""), around)
            }
            return delete(if: condition, around)
        case .gone: return .finish(.done(href: nil))
        case .unmet(let refusal), .misplaced(let refusal), .refused(let refusal, _):
            return unseen(refusal, around)
        case .full, .later: preconditionFailure("handled for all steps")
        }
    }
}
