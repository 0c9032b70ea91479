import Core
import WebDAV

/// A resource as its properties are read.
enum PropertySubject: Sendable {
    case root
    case principals
    case principal
    case homes
    case home
    case calendar(CalendarCollection)
    /// - data: what goes into `CALDAV:calendar-data`, whole or in part; nil when that is not
    ///   asked for, or not given (it is no property of PROPFIND, RFC 4791 §9.6).
    case object(ResourceInfo, in: CalendarCollection, data: [UInt8]? = nil)

    var kind: ResourceKind {
        switch self {
        case .root: .root
        case .principals: .principals
        case .principal: .principal
        case .homes: .homes
        case .home: .home
        case .calendar: .calendar
        case .object: .object
        }
    }

    /// Where it is, percent-encoded, for an account by its name.
    func path(account: String) -> String {
        switch self {
        case .root: Place.root.path
        case .principals: Place.principals.path
        case .principal: Place.principal(account).path
        case .homes: Place.homes.path
        case .home: Place.home(account).path
        case .calendar(let calendar): Place.calendar(calendar.name, account: account).path
        case .object(let info, let calendar, _):
            Place.object(info.name, calendar: calendar.name, account: account).path
        }
    }
}

/// Resources of one kind have the same live properties.
enum ResourceKind: Hashable, Sendable, CaseIterable {
    case root, principals, principal, homes, home, calendar, object
}

/// What properties are read from, at one moment.
struct PropertyContext {
    let identity: Identity
    let store: any StoreReading
    let options: CalDAVOptions
    let zones: ZoneDatabase

    var account: String { identity.account.name }
}

/// What an operator may decide.
struct CalDAVOptions: Hashable, Sendable {
    /// Bytes of all objects of an account; nil for no limit but the disk's.
    var quota: Int?
}
