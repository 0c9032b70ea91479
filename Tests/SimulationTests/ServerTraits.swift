@testable import DaylineSync

/// How a server is not like others.
struct ServerTraits: Hashable, Sendable {
    enum ETags: String, Hashable, Sendable, CaseIterable {
        case strong, weak, missing
        /// Strong in listings and with GET, none in the answer to a PUT.
        case notOnPut
        /// Strong, with a suffix that `If-Match` does not know: it fails always.
        case unmatched
    }

    enum Changes: String, Hashable, Sendable, CaseIterable {
        /// `sync-collection`, with or without `calendar-data`.
        case logWithData, log
        case ctag, nothing
    }

    /// What becomes of a token that the server does not know any more.
    enum BadToken: String, Hashable, Sendable, CaseIterable {
        case forbidden, taken, unmet, serverError, emptyAnswer
        /// It is taken for a good one, and the change log has holes.
        case silent
    }

    enum UIDs: String, Hashable, Sendable, CaseIterable { case any, oncePerCalendar, once }

    enum Multiget: String, Hashable, Sendable, CaseIterable {
        case works, refused
        /// More than a few addresses are refused (507), or left out.
        case narrow, forgetful
    }

    var etags = ETags.strong
    var changes = Changes.logWithData
    var badToken = BadToken.forbidden
    var uids = UIDs.oncePerCalendar
    var multiget = Multiget.works
    /// Whether an object is stored with another text than was sent.
    var rewrites = false
    /// Whether a refusal comes inside a 207.
    var refusesInside = false
    var moves = true
    /// Whether `If-None-Match` is known; else it is a 400.
    var createsOnly = true
    /// Whether `Dayline-Operation` is known.
    var knowsOperations = false
    /// Entries of the change log that are kept.
    var log = 1000
    /// Responses of one `sync-collection`.
    var page = 1000
    /// Whether addresses in answers are URLs with other escapes.
    var writesURLs = false
    /// Objects that the account may have.
    var quota = 1000

    /// Whether no write is done without one that holds.
    var hasPreconditions: Bool {
        (etags == .strong || etags == .notOnPut) && createsOnly && moves
    }

    /// A server like no other.
    static func random(_ random: inout some RandomNumberGenerator) -> ServerTraits {
        var traits = ServerTraits()
        func sometimes(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &random) == 0 }
        func any<Case: CaseIterable>(_ type: Case.Type) -> Case {
            type.allCases.randomElement(using: &random) ?? type.allCases[type.allCases.startIndex]
        }
        if sometimes(2) { traits.etags = any(ETags.self) }
        traits.changes = any(Changes.self)
        traits.badToken = any(BadToken.self)
        if sometimes(2) { traits.uids = any(UIDs.self) }
        if sometimes(2) { traits.multiget = any(Multiget.self) }
        traits.rewrites = sometimes(5)
        traits.refusesInside = sometimes(5)
        traits.moves = !sometimes(3)
        traits.createsOnly = !sometimes(5)
        traits.knowsOperations = traits.etags == .strong && !traits.rewrites && sometimes(2)
        if sometimes(3) { traits.log = Int.random(in: 2...12, using: &random) }
        if sometimes(3) { traits.page = Int.random(in: 1...5, using: &random) }
        traits.writesURLs = sometimes(3)
        if sometimes(6) { traits.quota = Int.random(in: 3...8, using: &random) }
        return traits
    }
}
