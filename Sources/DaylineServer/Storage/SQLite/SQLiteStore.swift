import Core
import GRDB
import Synchronization

/// `CalendarStore` in one SQLite file.
final class SQLiteStore: CalendarStore {
    let database: ServerDatabase
    let zones: ZoneDatabase
    /// Names the history of this file; see `StoreReading.epoch`.
    let epoch: String
    private let overlaps: OverlapCache
    private let hints: CommitHints
    private let now: @Sendable () -> WallTime
    private let random: @Sendable (_ count: Int) -> [UInt8]

    /// Opens the file, creating it where there is none.
    ///
    /// - Parameters:
    ///   - now: stamps what is written.
    ///   - random: unguessable bytes, for event ids and the epoch.
    /// - Throws: `StoreError`.
    static func open(
        at path: String, zones: ZoneDatabase, now: @escaping @Sendable () -> WallTime,
        random: @escaping @Sendable (_ count: Int) -> [UInt8]
    ) async throws -> SQLiteStore {
        let overlaps = OverlapCache()
        let hints = CommitHints()
        let database = try ServerDatabase.open(at: path, epoch: hexadecimal(random(8))) {
            isCommitted in
            // What a failed commit had put into the indexes is not in the file.
            if !isCommitted { overlaps.dropAll() }
            hints.finishBatch(isCommitted: isCommitted)
        }
        let epoch = try await database.read { try ServerQueries.fact("epoch", $0) ?? "" }
        return SQLiteStore(database, zones, epoch, overlaps, hints, now, random)
    }

    private init(
        _ database: ServerDatabase, _ zones: ZoneDatabase, _ epoch: String,
        _ overlaps: OverlapCache, _ hints: CommitHints, _ now: @escaping @Sendable () -> WallTime,
        _ random: @escaping @Sendable (_ count: Int) -> [UInt8]
    ) {
        self.database = database
        self.zones = zones
        self.epoch = epoch
        self.overlaps = overlaps
        self.hints = hints
        self.now = now
        self.random = random
    }

    func read<Result: Sendable>(
        _ account: AccountID, _ body: @escaping @Sendable (AccountReader) throws -> Result
    ) async throws -> Result {
        let (zones, epoch) = (zones, epoch)
        return try await database.read { database in
            try body(
                AccountReader(database: database, account: account, zones: zones, epoch: epoch))
        }
    }

    func write<Result: Sendable>(
        _ account: AccountID, _ body: @escaping @Sendable (AccountWriter) throws -> Result
    ) async throws -> Result {
        let context = context
        return try await database.write(isAwaited: true) { database in
            let writer = AccountWriter(database: database, account: account, context: context)
            do {
                return try body(writer)
            } catch {
                // The savepoint takes back the rows, not what the indexes were told.
                writer.forgetIndexes()
                throw error
            }
        }
    }

    /// Adds an account with its first calendar: both or neither.
    /// - Throws: `AccountError.nameTaken`, `StoreError`.
    func addAccount(
        _ new: NewAccount, with calendar: NewCollection, at time: WallTime
    ) async throws -> Account {
        let context = context
        return try await database.write { database in
            let account = try SQLiteAccounts.add(new, at: time, database)
            let writer = AccountWriter(database: database, account: account.id, context: context)
            _ = try writer.createCollection(calendar)
            return account
        }
    }

    private var context: AccountWriter.Context {
        AccountWriter.Context(
            zones: zones, epoch: epoch, overlaps: overlaps, hints: hints, now: now,
            random: random)
    }

    /// Yields soon after commits that made domain events; several may become one.
    func commits() -> AsyncStream<Void> { hints.stream() }
}

/// Lower-case hexadecimal digits, two a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
        decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
