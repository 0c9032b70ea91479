import Core
import HTTPTypes
import WebDAV

/// What a calendar asks of an object that is to be stored in it; for PUT, COPY and MOVE alike.
struct ObjectRules: Sendable {
    /// What was found out about overlaps; goes into the answer.
    struct Outcome: Hashable, Sendable {
        /// Nil when nothing was looked for.
        var overlaps: FoundOverlaps?

        /// Adds what the client should know.
        func note(in headers: inout HTTPFields) {
            guard let overlaps else { return }
            headers[.daylineOverlapHorizon] =
                overlaps.provenUntil.map(\.description) ?? "whole-life"
            if overlaps.count > 0 { headers[.daylineOverlap] = "warn; count=\(overlaps.count)" }
        }
    }

    let account: String
    /// `Dayline-Overlap: allow`
    let isOverlapAllowed: Bool

    init(_ exchange: DAVExchange) {
        account = exchange.identity.account.name
        isOverlapAllowed =
            exchange.headers[.daylineOverlap]?.trimmingSpaces.lowercased() == "allow"
    }

    /// - Parameters:
    ///   - name: under which it is to be stored.
    ///   - existing: what has that name now.
    /// - Throws: `DAVFailure`.
    func check(
        _ object: PreparedObject, named name: String, existing: ResourceInfo?,
        in calendar: CalendarCollection, _ store: some StoreWriting
    ) throws -> Outcome {
        guard calendar.components.contains(object.object.kind) else {
            throw DAVFailure(.forbidden, CalDAV.supportedCalendarComponent)
        }
        if let other = try store.resourceInfo(uid: object.uid, in: calendar.id),
            other.name != name
        {
            throw try uidConflict(object, other, in: calendar, store)
        }
        if let existing, existing.uid != object.uid {
            throw DAVFailure(
                .conflict, CalDAV.noUidConflict, at: path(existing, calendar))
        }
        guard calendar.policy != .allow else { return Outcome() }
        if calendar.policy == .reject, existing == nil,
            let other = try store.duplicate(of: object, in: calendar.id)
        {
            throw DAVFailure(.conflict, Dayline.duplicate, at: path(other, calendar))
        }
        if object.entries.isEmpty || (calendar.policy == .reject && isOverlapAllowed) {
            return Outcome()
        }
        let found = try store.overlaps(
            of: object, replacing: existing?.name, in: calendar)
        if calendar.policy == .reject, found.count > 0 {
            throw OverlapRefusal(found, calendar, account: account).failure
        }
        return Outcome(overlaps: found)
    }

    /// An object that says the same under the same UID is told apart: it was put before.
    private func uidConflict(
        _ object: PreparedObject, _ other: ResourceInfo, in calendar: CalendarCollection,
        _ store: some StoreWriting
    ) throws -> DAVFailure {
        var failure = DAVFailure(
            .conflict, CalDAV.noUidConflict, at: path(other, calendar))
        if let stored = try store.resource(named: other.name, in: calendar.id),
            ObjectContent.isSame(stored.text, object.text)
        {
            failure.conditions +=
                DAVFailure(
                    .conflict, Dayline.duplicate, at: path(other, calendar)
                ).conditions
        }
        return failure
    }

    private func path(_ info: ResourceInfo, _ calendar: CalendarCollection) -> String {
        Place.object(info.name, calendar: calendar.name, account: account).path
    }
}
