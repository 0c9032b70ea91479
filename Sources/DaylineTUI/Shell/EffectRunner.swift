import Core

/// Carries effects out against the replica, at once, and says what came of them.
///
/// No effect loses anything: what fails is told in one sentence, and the model keeps what it has.
struct EffectRunner {
    let replica: Replica
    /// The zone of the screen.
    let display: Zone
    let strings: any Strings
    /// The clock.
    let now: () -> Instant
    /// A new identifier that no other system makes.
    let makeUID: () -> UID
    /// All zone names there are, sorted; empty when the system does not tell.
    let zoneNames: () -> [String]

    /// The replica's version that the model has seen.
    private var seenVersion: Int?
    private var loaded = LoadedWindows()

    /// More instances than any screen can show; a window of so many is refused.
    static let instanceLimit = 500_000

    init(
        replica: Replica, display: Zone, strings: any Strings,
        now: @escaping () -> Instant, makeUID: @escaping () -> UID,
        zoneNames: @escaping () -> [String]
    ) {
        self.replica = replica
        self.display = display
        self.strings = strings
        self.now = now
        self.makeUID = makeUID
        self.zoneNames = zoneNames
        seenVersion = try? replica.dataVersion()
    }

    /// The inputs that answer an effect. Those of the terminal (`redraw`, `beep`, `quit`) are not
    /// for the runner.
    mutating func run(_ effect: Effect) -> [Input] {
        do {
            return try answer(effect)
        } catch {
            let failed = Input.failed(text: EffectRunner.sentence(error))
            // What the model has already shown as done is read again.
            if case .setVisible = effect { return [failed, .changedElsewhere] }
            return [failed]
        }
    }

    private mutating func answer(_ effect: Effect) throws -> [Input] {
        switch effect {
        case .load(let window): return [try load(window)]
        case .loadDetails(let instance, let purpose):
            return [.details(try details(of: instance), purpose)]
        case .loadZones: return [.zones(zoneNames())]
        case .loadCalendars: return [.calendars(try calendars())]
        case .setVisible(let id, let isVisible):
            try replica.setVisible(id, to: isVisible)
            return []
        case .save(let request): return [try save(request)]
        case .delete(let request): return [try delete(request)]
        case .undo: return [.undone(try undo())]
        case .redo: return [.redone(try replica.redo(now: now())?.label)]
        case .search(let text, let limit): return [try search(text, limit)]
        case .loadAccounts: return [.accounts(try replica.accountStatus())]
        case .loadOutbox: return [.outbox(try outbox())]
        case .loadOutgoing(let id): return [try outgoing(id)]
        case .editObject(let id): return [.details(try details(of: first(of: id)), .edit)]
        case .retry(let id): return [try retry(id)]
        case .discard(let entry): return [try discard(entry)]
        case .acceptDeletions(let account): return [try acceptDeletions(account)]
        case .loadEditConflicts: return [.editConflicts(try editConflicts())]
        case .resolve(let found, let resolution): return [try resolve(found, resolution)]
        case .join(let found, let choices): return [try join(found, choices)]
        case .redraw, .beep, .quit, .tell: return []
        }
    }

    /// Whether a window would be answered without reading.
    func isLoaded(_ window: Range<CivilDate>) -> Bool {
        guard let version = try? replica.version() else { return false }
        return loaded.answer(for: window, version: version) != nil
    }

    /// Forgets the windows read that are not among these, so that memory stays bounded.
    mutating func keep(only windows: [Range<CivilDate>]) { loaded.keep(only: windows) }

    /// Reads a window before it is asked for. What fails will fail again, and be told, then.
    mutating func prepare(_ window: Range<CivilDate>) { _ = try? load(window) }

    /// Whether another process has written since the last look; cheap enough for each second.
    mutating func poll() -> [Input] {
        guard let version = try? replica.dataVersion(), version != seenVersion else { return [] }
        let isFirst = seenVersion == nil
        seenVersion = version
        return isFirst ? [] : [.changedElsewhere]
    }

    /// The time as the model wants it.
    func tick() -> Input {
        let instant = now()
        return .tick(instant, display.local(at: instant))
    }

    /// One sentence for a person, with the advice that goes with it.
    static func sentence(_ error: any Error) -> String {
        let failure = Failure(error)
        let text = failure.sentence.prefix(1).uppercased() + failure.sentence.dropFirst()
        return failure.hint.map { "\(text); \($0)" } ?? text
    }
}

extension EffectRunner {
    /// Takes back the last edit, but not the making of the first calendar: without any, there
    /// would be nothing to write to.
    private func undo() throws -> String? {
        guard let step = try replica.undo(now: now()) else { return nil }
        if try replica.calendars().isEmpty {
            try replica.redo(now: now())
            return nil
        }
        return step.label
    }
}

/// Reading.
extension EffectRunner {
    private mutating func load(_ window: Range<CivilDate>) throws -> Input {
        let version = try replica.version()
        loaded.begin(version)
        if let known = loaded.answer(for: window, version: version) { return known }
        let visible = Set(try replica.calendars().filter(\.isVisible).map(\.id))
        let start = display.instant(at: window.lowerBound.midnight)
        let end = display.instant(at: window.upperBound.midnight)
        let instances = try replica.instances(
            in: start..<max(start, end), display: display, calendars: visible,
            limit: EffectRunner.instanceLimit, sharing: &loaded.summaries)
        let answer = Input.loaded(
            window: window, instances, overlapping: overlapMarks(among: instances))
        loaded.keep(answer, for: window, version: version)
        return answer
    }

    private func calendars() throws -> [CalendarItem] {
        let isReadOnly = replica.mode == .readOnly
        return try replica.calendars().map {
            CalendarItem(
                id: $0.id, name: $0.name, rgb: UInt32($0.color.packed), isVisible: $0.isVisible,
                isReadOnly: $0.isReadOnly || isReadOnly)
        }
    }

    /// The stored object of an instance, and what of it the form edits.
    func details(of instance: Instance) throws -> EventDetails {
        guard let id = instance.object else { throw EditError.notAnEvent }
        guard let stored = try replica.object(id) else { throw ReplicaError.noSuchObject(id) }
        let original = try original(of: stored, instance)
        let calendar = try calendars().first { $0.id == stored.calendar }
        return EventDetails(
            instance: instance,
            draft: EditedDraft(original, stored.object, replica.zones).shown,
            isRecurring: instance.isRecurring, isReadOnly: calendar?.isReadOnly ?? true)
    }

    func original(of stored: StoredObject, _ instance: Instance) throws -> EventDraft {
        guard let draft = EventDraft(instance, of: stored.object, zones: replica.zones) else {
            throw EditError.notAnEvent
        }
        return draft
    }

    private func search(_ text: String, _ limit: Int) throws -> Input {
        let hits = try replica.search(text, now: now(), display: display, limit: limit)
        let rows = hits.map {
            SearchRow(
                object: $0.object, calendar: $0.calendar, title: $0.title, location: $0.location,
                instance: $0.nearest)
        }
        return .found(text, rows)
    }
}
