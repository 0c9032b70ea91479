import Core

/// What is asked about a calendar itself.
enum CalendarStep: Hashable, Sendable {
    case make
    /// Whether it is there: an earlier attempt may have made it.
    case look
    case change
    case remove
}

/// Making, changing and deleting calendars.
extension Flight {
    mutating func beginCalendar(_ around: Surroundings) -> Next {
        switch operation.kind {
        case .makeCalendar: return make(around, isPlain: false)
        case .changeCalendar: return change(around, isPlain: false)
        case .deleteCalendar, .put, .delete, .move:
            guard let target = collectionPath else { return .finish(.done(href: nil)) }
            step = .calendar(.remove)
            let name = name(around)
            writes += 1
            return .send(.delete(target, if: .anything, operation: name))
        }
    }

    mutating func changedCalendar(
        _ step: CalendarStep, _ verdict: Verdict, _ around: Surroundings
    ) -> Next {
        switch (step, verdict) {
        case (.make, .done): return .finish(.done(href: newCollection(around)))
        case (.make, .refused(let refusal, _)) where refusal.status == 405,
            (.make, .unmet(let refusal)):
            return look(around, refusal)
        case (.make, .refused(_, _)) where refusal == nil, (.make, .misplaced) where refusal == nil:
            if verdict.refusal.precondition == "resource-must-be-null" {
                return look(around, verdict.refusal)
            }
            refusal = verdict.refusal
            return make(around, isPlain: !verdict.refusal.isOfName)
        case (.look, .done): return .finish(.done(href: newCollection(around)))
        case (.change, .done), (.remove, .done), (.remove, .gone):
            return .finish(.done(href: nil))
        case (.change, .refused) where refusal == nil, (.change, .misplaced) where refusal == nil:
            refusal = verdict.refusal
            return change(around, isPlain: !verdict.refusal.isOfName)
        case (.change, .gone(let refusal)):
            missesCollection = true
            return unseen(refusal, around)
        default: return .finish(.refused(refusal ?? verdict.refusal))
        }
    }

    private var collectionPath: String? { operation.href ?? operation.collection }

    /// Where a calendar is made: under the name of the operation, which no other calendar has.
    private func newCollection(_ around: Surroundings) -> String {
        let path = ServerURL(around.home)?.path ?? around.home
        let home = path.hasSuffix("/") ? path : path + "/"
        return "\(home)\(operation.id.text)/"
    }

    /// - Parameter isPlain: without what some servers refuse: colours and policies.
    private mutating func make(_ around: Surroundings, isPlain: Bool) -> Next {
        let name = name(around)
        step = .calendar(.make)
        writes += 1
        let knowsPolicy = around.capabilities.contains(.operations)
        return .send(
            .makeCalendar(
                newCollection(around), name: operation.info?.name ?? "",
                color: isPlain ? nil : operation.info?.color,
                policy: knowsPolicy ? operation.info?.policy : nil, operation: name))
    }

    private mutating func look(_ around: Surroundings, _ refusal: Refusal) -> Next {
        self.refusal = refusal
        step = .calendar(.look)
        return .send(.state(ofCalendar: newCollection(around)))
    }

    private mutating func change(_ around: Surroundings, isPlain: Bool) -> Next {
        guard let target = collectionPath, let info = operation.info else {
            return .finish(.done(href: nil))
        }
        let name = name(around)
        step = .calendar(.change)
        writes += 1
        let knowsPolicy = around.capabilities.contains(.operations)
        return .send(
            .changeCalendar(
                target, name: info.name, color: isPlain ? nil : info.color,
                policy: knowsPolicy ? info.policy : nil, operation: name))
    }
}
