import Core
import WebDAV

extension StoreReading {
    /// - Throws: `.notFound`.
    func calendar(named name: String) throws -> CalendarCollection {
        guard let calendar = try collection(named: name) else { throw DAVFailure.notFound }
        return calendar
    }

    /// What is at a place of this account.
    /// - Throws: `.notFound`.
    func subject(at place: Place) throws -> PropertySubject {
        switch place {
        case .wellKnown, .root: return .root
        case .principals: return .principals
        case .principal: return .principal
        case .homes: return .homes
        case .home: return .home
        case .calendar(let name, _): return .calendar(try calendar(named: name))
        case .object(let name, let calendarName, _):
            guard let calendar = try collection(named: calendarName),
                let info = try resourceInfo(named: name, in: calendar.id)
            else { throw DAVFailure.notFound }
            return .object(info, in: calendar)
        }
    }

    /// What clients have set on a resource.
    func stored(of subject: PropertySubject) throws -> [StoredProperty] {
        try subject.owner.map(properties(of:)) ?? []
    }
}

extension PropertySubject {
    /// Whose properties can be set; nil for what all accounts share.
    var owner: PropertyOwner? {
        switch self {
        case .root, .principals, .homes: nil
        case .principal: .principal
        case .home: .home
        case .calendar(let calendar): .collection(calendar.id)
        case .object(let info, let calendar, _): .resource(calendar.id, info.id)
        }
    }
}
