import NIOCore

/// Brings one socket up to date from the event log, and hands it over to what is pushed.
///
/// The socket is told of pushes before the log is read for the first time; what is in both is
/// sent once, because the socket knows up to where it has everything.
struct CatchUp: Sendable {
    /// Where a socket begins.
    enum Start: Hashable, Sendable {
        /// With what comes next.
        case now
        /// After what the client has.
        case cursor(Cursor)
        /// Where it stopped because something was missing.
        case again(Seq)
    }

    enum Failure: Error, Hashable, Sendable {
        /// Something was pushed that the log does not have.
        case missing
    }

    let log: any EventLog
    let names: NotificationNames
    let page: Int
    let member: SocketRegistry.Member
    let socket: SocketRegistry.Socket

    /// - Throws: when the log cannot be read, or the peer is gone.
    func run(from start: Start) async throws {
        var after = try await begin(start)
        var isDone = false
        while !isDone {
            let found = try await sendMissed(after: after)
            switch try await handOver(hasRead: found) {
            case .live, .closed: isDone = true
            case .readAgain(let seq), .send(_, upTo: let seq): after = seq
            }
        }
    }

    /// Greets the client.
    /// - Returns: what it has now.
    private func begin(_ start: Start) async throws -> Seq {
        switch start {
        case .again(let seq): return seq
        case .now:
            let page = try await read(after: nil)
            try await send(.hello(Cursor(epoch: page.epoch, seq: page.end)), upTo: page.end)
            return page.end
        case .cursor(let cursor):
            let page = try await read(after: cursor.seq, limit: 1)
            guard page.events != nil, cursor.epoch == page.epoch, cursor.seq <= page.end else {
                try await reset(page)
                return page.end
            }
            try await send(.hello(cursor), upTo: cursor.seq)
            return cursor.seq
        }
    }

    /// - Returns: whether there was anything.
    private func sendMissed(after: Seq) async throws -> Bool {
        var (after, found) = (after, false)
        while true {
            let page = try await read(after: after)
            guard let events = page.events else {
                try await reset(page)
                return true
            }
            guard
                let batch = NotificationBatch(
                    events, accountName: member.identity.account.name, names: names)
            else { return found }
            try await send(batch.frames, upTo: batch.last)
            (after, found) = (batch.last, true)
        }
    }

    /// Sends what was pushed meanwhile, until the socket is live.
    private func handOver(hasRead: Bool) async throws -> NotificationSocket.Next {
        var hasMoved = hasRead
        while true {
            let next = try await member.channel.eventLoop.submit { socket.value.next() }.get()
            guard case .send(let bytes, let seq) = next else {
                if case .readAgain = next, !hasMoved { throw Failure.missing }
                return next
            }
            try await send(bytes, upTo: seq)
            hasMoved = true
        }
    }

    private func read(after: Seq?, limit: Int? = nil) async throws -> LogPage {
        try await log.read(member.identity.account.id, after: after, limit: limit ?? page)
    }

    private func reset(_ page: LogPage) async throws {
        try await send(.reset(Cursor(epoch: page.epoch, seq: page.end)), upTo: page.end)
    }

    private func send(_ message: NotificationMessage, upTo seq: Seq) async throws {
        try await send(ServerFrames.text(message.json), upTo: seq)
    }

    private func send(_ bytes: ByteBuffer, upTo seq: Seq) async throws {
        try await member.channel.eventLoop.flatSubmit { socket.value.send(bytes, upTo: seq) }.get()
    }
}
