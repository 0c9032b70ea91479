import Core

/// What is asked while an object moves to another calendar.
enum MoveStep: Hashable, Sendable {
    case move
    /// What is at the new place after all was done.
    case arrived
    /// What is at the new place, after the move was refused because of what is at either place.
    case there
    /// What is at the old place then; with what is at the new one.
    case here(RemoteObject?)

    // For servers that cannot move: a copy, then the deletion of what it was made of.
    case source
    case copy(RemoteObject)
    case occupied(RemoteObject)
    case leave(RemoteObject)
    /// The other way round, for servers that want a UID only once.
    case leaveFirst(RemoteObject)
    /// What is at the old place, after it could not be left because of what is there.
    case stillHere(RemoteObject)
    case copyAfter(RemoteObject)
    /// What was begun is undone, because of a refusal.
    case takeBack(Refusal)
}

/// Moving an object, with what others did to it meanwhile.
extension Flight {
    /// Under the name that it has, in the other collection; else under that of the operation.
    var destination: String {
        let collection = operation.collection ?? ""
        if usesOtherName { return "\(collection)\(operation.id.text).ics" }
        return collection + (place.split(separator: "/").last.map(String.init) ?? "")
    }

    mutating func beginMove(_ around: Surroundings) -> Next {
        // Moved away and back, and the way there was refused.
        guard destination != place else { return get(place, .move(.arrived)) }
        guard around.capabilities.contains(.move) else { return beginCopy() }
        return move(if: operation.etag.map { .etag($0) } ?? .anything, around)
    }

    private mutating func move(if condition: WriteCondition, _ around: Surroundings) -> Next {
        let name = name(around)
        step = .move(.move)
        writes += 1
        return .send(.move(place, to: destination, if: condition, operation: name))
    }

    /// An event with attendees is never deleted and made anew: they would be sent cancellations.
    private mutating func beginCopy() -> Next {
        if Self.hasAttendees(operation.text) {
            return .finish(
                .refused(
                    Refusal(status: 0, reason: "the server cannot move events with attendees")))
        }
        return get(place, .move(.source))
    }

    mutating func moved(
        _ step: MoveStep, _ verdict: Verdict, _ around: Surroundings
    ) -> Next {
        switch step {
        case .move: return triedMove(verdict, around)
        case .arrived:
            if case .done(let reply) = verdict {
                let arrived = Self.object(reply, at: destination)
                return .finish(isMet ? .met(arrived) : .acceptedAs(arrived))
            }
            return absent(verdict, around) { $0.lookAtCollection() }
        case .there:
            if case .done(let reply) = verdict {
                return get(place, .move(.here(Self.object(reply, at: destination))))
            }
            return absent(verdict, around) { $0.get($0.place, .move(.here(nil))) }
        case .here(let there): return saw(verdict, there, around)
        case .source, .copy, .occupied, .leave, .leaveFirst, .stillHere, .copyAfter, .takeBack:
            return copied(step, verdict, around)
        }
    }

    private mutating func triedMove(_ verdict: Verdict, _ around: Surroundings) -> Next {
        switch verdict {
        case .done: return get(destination, .move(.arrived))
        case .unmet, .gone: return get(destination, .move(.there))
        case .refused(let refusal, _)
        where [403, 405, 501].contains(refusal.status) && refusal.precondition.isEmpty:
            unsupported.insert(.move)
            return beginCopy()
        case .misplaced: return beginCopy()
        case .refused(let refusal, _): return .finish(.refused(refusal))
        case .full, .later: preconditionFailure("handled for all steps")
        }
    }

    /// The move was refused; what is at both places says why.
    private mutating func saw(
        _ verdict: Verdict, _ there: RemoteObject?, _ around: Surroundings
    ) -> Next {
        guard case .done(let reply) = verdict else {
            return absent(verdict, around) { flight in
                // It was moved already, by the attempt whose answer got lost.
                if let there, flight.isOurs(there) { return .finish(.acceptedAs(there)) }
                return flight.lookAtCollection()
            }
        }
        let here = Self.object(reply, at: place)
        if let there {
            if there.text == here.text { return leave(here) }
            if isOurs(there) { return meet(there, here) }
            guard takeOtherName() else {
                return .finish(.refused(Refusal(status: 412, reason: "the place is taken")))
            }
        }
        // Changed by somebody meanwhile: that moves along.
        guard writes < 4 else { return unseen(Refusal(status: 412, reason: ""), around) }
        return move(if: .anything, around)
    }

    /// A look at a place that turned out to be empty, if it was allowed.
    private mutating func absent(
        _ verdict: Verdict, _ around: Surroundings, _ next: (inout Flight) -> Next
    ) -> Next {
        switch verdict {
        case .gone: next(&self)
        case .unmet(let refusal), .misplaced(let refusal), .refused(let refusal, _):
            unseen(refusal, around)
        case .done, .full, .later: preconditionFailure("handled before")
        }
    }
}

/// Moving for servers that cannot: a copy, then the deletion of what it was made of.
extension Flight {
    fileprivate mutating func copied(
        _ step: MoveStep, _ verdict: Verdict, _ around: Surroundings
    ) -> Next {
        switch (step, verdict) {
        case (.source, .done(let reply)):
            let source = Self.object(reply, at: place)
            // Copied, and unchanged: the server does not compare etags as it should.
            if isCopied, source.text == operation.base { return leave(source, isGuarded: false) }
            return copy(source, around)
        case (.source, _):
            return absent(verdict, around) { $0.get($0.destination, .move(.arrived)) }
        case (.copy(let source), .done):
            isCopied = true
            return leave(source)
        case (.copy(let source), .unmet): return get(destination, .move(.occupied(source)))
        case (.copy(let source), _): return refusedCopy(source, verdict)
        case (.occupied(let source), .done(let reply)):
            return occupied(source, by: Self.object(reply, at: destination), around)
        case (.occupied(let source), .gone):
            unsupported.insert(.createOnly)
            return put(source, at: destination, if: .anything, .copy(source))
        case (.leave, .done), (.leave, .gone), (.copyAfter, .done):
            return get(destination, .move(.arrived))
        case (.leave, .unmet): return get(place, .move(.source))
        case (.leave, _): return takeBack(destination, verdict.refusal)
        case (.leaveFirst(let source), .done), (.leaveFirst(let source), .gone):
            return put(source, at: destination, if: .anything, .copyAfter(source))
        case (.leaveFirst(let source), .unmet): return get(place, .move(.stillHere(source)))
        case (.stillHere, .done(let reply)):
            return leaveFirst(Self.object(reply, at: place), isGuarded: false)
        case (.stillHere(let source), .gone):
            return put(source, at: destination, if: .anything, .copyAfter(source))
        case (.copyAfter(let source), _):
            return put(source, at: place, if: .anything, .takeBack(verdict.refusal))
        case (.takeBack(let refusal), _): return .finish(.refused(refusal))
        case (.occupied, _), (.leaveFirst, _), (.stillHere, _):
            return unseen(verdict.refusal, around)
        case (.move, _), (.arrived, _), (.there, _), (.here, _):
            preconditionFailure("handled before")
        }
    }

    private mutating func copy(_ source: RemoteObject, _ around: Surroundings) -> Next {
        guard writes < 8 else { return unseen(Refusal(status: 412, reason: ""), around) }
        // What is copied is known to the replica, so that a later attempt can tell the copy from
        // what others made there.
        guard source.text == operation.base else { return .finish(.overtaken(source)) }
        let isGuarded = around.capabilities.contains(.createOnly)
        return put(
            source, at: destination, if: isGuarded ? .nothingThere : .anything, .copy(source))
    }

    private mutating func put(
        _ source: RemoteObject, at place: String, if condition: WriteCondition, _ step: MoveStep
    ) -> Next {
        self.step = .move(step)
        writes += 1
        return .send(.put(place, source.text, if: condition, operation: nil))
    }

    private mutating func refusedCopy(_ source: RemoteObject, _ verdict: Verdict) -> Next {
        // One UID in two calendars is too much for some servers.
        if verdict.refusal.precondition == "no-uid-conflict" { return leaveFirst(source) }
        return .finish(.refused(verdict.refusal))
    }

    /// Deletes the object before it is made anew. Between the two nobody but the replica has it: it
    /// must know every word of it first.
    private mutating func leaveFirst(_ source: RemoteObject, isGuarded: Bool = true) -> Next {
        guard source.text == operation.base else { return .finish(.overtaken(source)) }
        return leave(source, .leaveFirst(source), isGuarded: isGuarded)
    }

    /// An earlier attempt got as far as this, somebody else moved the event as well, or something
    /// else has the name.
    private mutating func occupied(
        _ source: RemoteObject, by there: RemoteObject, _ around: Surroundings
    ) -> Next {
        if there.text == source.text {
            isCopied = true
            return leave(source)
        }
        guard isOurs(there) else {
            guard takeOtherName() else {
                return .finish(.refused(Refusal(status: 412, reason: "the place is taken")))
            }
            return copy(source, around)
        }
        // A copy of what the original was before somebody changed it.
        if there.text == operation.text {
            guard writes < 8 else { return unseen(Refusal(status: 412, reason: ""), around) }
            return put(source, at: destination, if: Self.condition(there), .copy(source))
        }
        return meet(there, source)
    }

    /// The event is at both places, and not as we know it at the new one: both are joined there.
    private mutating func meet(_ there: RemoteObject, _ source: RemoteObject) -> Next {
        guard source.text == operation.base else {
            return .finish(
                .refused(Refusal(status: 412, reason: "it was changed in both calendars")))
        }
        isMet = true
        return leave(source)
    }

    /// Deletes the object at the old place.
    private mutating func leave(
        _ source: RemoteObject, _ step: MoveStep? = nil, isGuarded: Bool = true
    ) -> Next {
        self.step = .move(step ?? .leave(source))
        writes += 1
        let condition = isGuarded ? Self.condition(source) : .anything
        return .send(.delete(place, if: condition, operation: nil))
    }

    private mutating func takeBack(_ copy: String, _ refusal: Refusal) -> Next {
        step = .move(.takeBack(refusal))
        writes += 1
        return .send(.delete(copy, if: .anything, operation: nil))
    }

    /// - Returns: false when that was done before.
    private mutating func takeOtherName() -> Bool {
        defer { usesOtherName = true }
        return !usesOtherName
    }

    /// Whether it is the event that moves.
    private func isOurs(_ remote: RemoteObject) -> Bool {
        guard let calendar = parseICalendar(remote.text).components.first,
            let object = try? CalendarObject(calendar: calendar)
        else { return false }
        return object.uid == operation.uid
    }

    private static func hasAttendees(_ text: [UInt8]) -> Bool {
        text.firstRange(of: Array("\nATTENDEE".utf8)) != nil
    }
}
