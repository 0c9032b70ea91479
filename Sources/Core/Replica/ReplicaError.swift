/// Why the replica refused or could not do something. Facts only; the edge words them.
public enum ReplicaError: Error, Hashable, Sendable {
    /// There is no file to read at `path`, or one in which nothing was ever written.
    case missing(path: String)
    /// The file or its folder cannot be opened: a folder in its place, no permission, no such path.
    case cannotOpen(path: String, message: String)
    /// The file is no SQLite database.
    case notADatabase(path: String)
    /// The file is an SQLite database of another program.
    case notAReplica(path: String)
    /// A later Dayline wrote the file; this one would not understand it.
    case newerSchema(found: Int, supported: Int)
    /// An earlier Dayline wrote the file and a read-only connection may not migrate it; both are
    /// the same when only the index is of an earlier form.
    case olderSchema(found: Int, supported: Int)
    /// SQLite found the file damaged. It is left as it is.
    case corrupt(message: String)
    /// Neither the mode, the file nor its folder lets us write.
    case readOnly
    /// No room on the disk; the transaction was rolled back.
    case diskFull
    /// Another process kept the write lock for longer than the busy timeout.
    case locked
    /// The disk or its file system failed.
    case inputOutput(code: Int, message: String)
    /// Anything else that SQLite refused: its extended result code and message.
    case sqlite(code: Int, message: String)

    /// No such calendar (any more).
    case noSuchCalendar(CalendarID)
    /// The calendar may not be changed here.
    case calendarIsReadOnly(CalendarID)
    /// A calendar's name is empty or longer than `ReplicaLimits.nameLength` characters.
    case invalidName(String)
    /// No such object (any more).
    case noSuchObject(ObjectID)
    /// The calendar already has an object of this UID (RFC 4791 §4.1).
    case uidTaken(UID)
    /// The object's text is longer than `ReplicaLimits.objectBytes`.
    case objectTooLarge(bytes: Int, limit: Int)
    /// The stored text of an object cannot be read as a calendar object. It is kept.
    case damagedObject(ObjectID)
    /// A window has more instances than the caller's limit.
    case tooManyInstances(limit: Int)
    /// More pairs of events overlap than one answer may hold.
    case tooManyOverlaps(limit: Int)
}

/// What one replica accepts.
public enum ReplicaLimits {
    /// Characters of a calendar's name.
    public static let nameLength = 256
    /// Bytes of one object's iCalendar text.
    public static let objectBytes = 16 << 20
    /// Instances of one window.
    public static let instances = 1_000_000
    /// Undo steps kept.
    public static let undoSteps = 1000
    /// Bytes of text that undo steps may keep; the newest step is kept whatever its size.
    public static let undoBytes = 64 << 20
    /// Characters of a search that are looked at.
    public static let searchLength = 200
    /// Bytes of an object's notes that search looks at.
    public static let searchedBytes = 64 << 10
    /// Objects that are ranked of those that match a search: the ones added last.
    public static let rankedHits = 10_000
}
