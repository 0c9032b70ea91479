import HTTPTypes
import WebDAV

/// A multistatus that is made page by page, each from one moment of the store: a large answer is
/// never held as a whole, and no read is open while the client takes it.
protocol PagedAnswer: Sendable {
    /// Whether all is made before anything is sent, so that it can still be refused.
    var isBounded: Bool { get }

    /// Writes the next page; the last one with what stands behind the responses.
    /// - Returns: whether there is more.
    mutating func writePage(
        of store: some StoreReading, into answer: inout MultistatusWriter
    ) throws -> Bool
}

extension CalendarReports {
    /// Sends an answer. What is refused by its first page, or is bounded, has the right status.
    func send(_ answer: some PagedAnswer, _ exchange: DAVExchange) async throws -> DAVResponse {
        var response = DAVResponse(status: .multiStatus)
        response.headers[.contentType] = ContentType.xml
        if exchange.preferences.isMinimal {
            response.headers[.preferenceApplied] = "return=minimal"
        }
        var run = PageRun(answer: answer)
        repeat {
            run = try await next(run, exchange.account)
        } while run.hasMore && answer.isBounded
        guard run.hasMore else {
            response.body = .bytes(run.writer.takeBytes())
            return response
        }
        let (first, account) = (run, exchange.account)
        response.body = .pieces { write in
            var run = first
            try await write(run.writer.takeBytes())
            while run.hasMore {
                run = try await next(run, account)
                try await write(run.writer.takeBytes())
            }
        }
        return response
    }

    private func next<Answer>(
        _ run: PageRun<Answer>, _ account: AccountID
    ) async throws -> PageRun<Answer> {
        try await store.read(account) { store in
            var run = run
            run.writer.xml.reserveCapacity(2 * MultistatusWriter.pieceLength)
            run.hasMore = try run.answer.writePage(of: store, into: &run.writer)
            if !run.hasMore { run.writer.finish() }
            return run
        }
    }
}

/// How far an answer is.
private struct PageRun<Answer: PagedAnswer>: Sendable {
    var answer: Answer
    var writer = MultistatusWriter()
    var hasMore = true
}
