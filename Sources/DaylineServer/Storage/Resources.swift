import Core

/// A calendar collection (RFC 4791 §4.2) of one account.
struct CalendarCollection: Hashable, Sendable {
    let id: CollectionID
    /// Last segment of its path, not percent-encoded; unique in its account.
    let name: String
    /// What it may hold: `VEVENT`, `VTODO`, `VJOURNAL` …
    let components: Set<String>
    let policy: OverlapPolicy
    /// The IANA name of the zone of floating times; nil for UTC.
    let zone: String?
    /// Of its last change, its own or of an object in it; the ctag and the sync token carry it.
    let seq: Seq
    /// Changes up to here are no longer told apart: older sync tokens are invalid.
    let floor: Seq
}

/// A collection in the store; never reused.
struct CollectionID: Hashable, Sendable { let row: Int64 }

/// A calendar object resource in the store; never reused.
struct ResourceID: Hashable, Comparable, Sendable {
    let row: Int64

    static func < (one: ResourceID, other: ResourceID) -> Bool { one.row < other.row }
}

/// What is known of a calendar object resource (RFC 4791 §4.1) without its text.
struct ResourceInfo: Hashable, Sendable, Identifiable {
    let id: ResourceID
    /// Last segment of its path, not percent-encoded; unique in its collection.
    let name: String
    let uid: String
    /// `VEVENT`, `VTODO` …
    let component: String
    /// Of the stored bytes, strong, without quotes.
    let etag: String
    /// Length of the stored bytes.
    let bytes: Int
    /// Of its last change.
    let seq: Seq
    let created: WallTime
    let changed: WallTime
}

/// A calendar object resource with its text.
struct Resource: Hashable, Sendable {
    let info: ResourceInfo
    /// As it was put, byte for byte.
    let text: [UInt8]
}

/// Some of the objects that were asked for, as many as memory allows at once.
struct ResourcePage: Hashable, Sendable {
    var found: [Resource] = []
    /// How many of those asked for were looked at; at least one.
    var count = 0
    private var bytes = 0

    /// Bytes of texts of one page; one object may have more.
    static let byteLimit = 4 << 20

    /// Whether the next object should wait for the next page.
    var isFull: Bool { bytes >= Self.byteLimit }

    mutating func add(_ resource: Resource) {
        found.append(resource)
        bytes += resource.text.count
    }
}

/// What became of a name in a collection since some change (RFC 6578).
enum ResourceChange: Hashable, Sendable {
    case present(ResourceInfo)
    case deleted(name: String, seq: Seq)

    var seq: Seq {
        switch self {
        case .present(let info): info.seq
        case .deleted(_, let seq): seq
        }
    }
}

/// The first changes after a token, in their order.
struct ChangePage: Hashable, Sendable {
    let changes: [ResourceChange]
    /// Where the next page goes on; the collection's own `seq` when there is none.
    let next: Seq
    let hasMore: Bool
}

/// What has properties of its own.
enum PropertyOwner: Hashable, Sendable {
    case principal
    case home
    case collection(CollectionID)
    case resource(CollectionID, ResourceID)
}

/// A property as PROPPATCH set it (RFC 4918 §4).
struct StoredProperty: Hashable, Sendable {
    let namespace: String
    let name: String
    /// The whole element as XML, name space declarations included.
    let xml: [UInt8]
}

/// What the answer to an operation id was, to be given again (`Dayline-Operation`).
struct RecordedAnswer: Hashable, Sendable {
    /// Of method, path and body: tells a repetition from another request under the same id.
    let requestHash: [UInt8]
    let status: Int
    /// Header fields by name.
    let headers: [String: String]
    let body: [UInt8]
}
