import NIOCore
import Synchronization

/// The open notification sockets, by account and by event loop.
final class SocketRegistry: Sendable {
    /// A place for one socket; it is taken before the handshake is answered.
    struct Member: Sendable {
        let number: Int
        let identity: Identity
        let channel: any Channel
    }

    typealias Socket = NIOLoopBound<NotificationSocket>

    /// Sockets that are served by one event loop.
    struct LoopGroup: Sendable {
        let eventLoop: any EventLoop
        fileprivate(set) var sockets: [Int: Socket] = [:]
    }

    private struct Crowd {
        var members: [Int: Member] = [:]
        /// Members whose handshake is not answered yet are in none.
        var groups: [ObjectIdentifier: LoopGroup] = [:]
    }

    private struct State {
        var crowds: [AccountID: Crowd] = [:]
        var count = 0
        var lastNumber = 0
    }

    private let limits: NotificationLimits
    private let state = Mutex(State())

    init(limits: NotificationLimits) { self.limits = limits }

    var count: Int { state.withLock { $0.count } }

    /// - Returns: nil when the account, or the server, has all the sockets it may have; else
    ///   `leave` must follow.
    func admit(_ identity: Identity, on channel: any Channel) -> Member? {
        state.withLock { state in
            let account = identity.account.id
            let taken = state.crowds[account]?.members.count ?? 0
            guard state.count < limits.sockets, taken < limits.socketsPerAccount else { return nil }
            state.lastNumber += 1
            state.count += 1
            let member = Member(number: state.lastNumber, identity: identity, channel: channel)
            state.crowds[account, default: Crowd()].members[member.number] = member
            return member
        }
    }

    /// From now on the member's socket is told what is new.
    func join(_ member: Member, _ socket: Socket) {
        let loop = member.channel.eventLoop
        state.withLock { state in
            let account = member.identity.account.id
            guard state.crowds[account]?.members[member.number] != nil else { return }
            state.crowds[account]?
                .groups[ObjectIdentifier(loop), default: LoopGroup(eventLoop: loop)]
                .sockets[member.number] = socket
        }
    }

    func leave(_ member: Member) {
        let loop = ObjectIdentifier(member.channel.eventLoop)
        state.withLock { state in
            let account = member.identity.account.id
            guard state.crowds[account]?.members.removeValue(forKey: member.number) != nil
            else { return }
            state.count -= 1
            state.crowds[account]?.groups[loop]?.sockets[member.number] = nil
            if state.crowds[account]?.members.isEmpty == true { state.crowds[account] = nil }
        }
    }

    func socket(of member: Member) -> Socket? {
        let loop = ObjectIdentifier(member.channel.eventLoop)
        return state.withLock { state in
            state.crowds[member.identity.account.id]?.groups[loop]?.sockets[member.number]
        }
    }

    /// The sockets of an account, and its name; nil when nobody listens.
    func listeners(of account: AccountID) -> (name: String, groups: [LoopGroup])? {
        state.withLock { state in
            guard let crowd = state.crowds[account], let member = crowd.members.values.first
            else { return nil }
            return (member.identity.account.name, Array(crowd.groups.values))
        }
    }

    func members(where isWanted: (Member) -> Bool) -> [Member] {
        state.withLock { state in
            state.crowds.values.flatMap { $0.members.values.filter(isWanted) }
        }
    }

    /// By what right sockets are open.
    var identities: Set<Identity> {
        state.withLock { state in
            Set(state.crowds.values.flatMap { $0.members.values.map(\.identity) })
        }
    }
}
