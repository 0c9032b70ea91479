import HTTPTypes
import WebDAV

extension CalDAVService {
    /// Carries out a change in one transaction, and only once when the client names the operation
    /// (`Dayline-Operation`).
    ///
    /// A repetition is answered as the first request was, refusals included; the same id with
    /// another request is answered 422.
    ///
    /// - Parameter body: refuses by throwing; nothing that it did is then kept.
    func change(
        _ exchange: DAVExchange,
        _ body: @escaping @Sendable (Store.Writing) throws -> DAVResponse
    ) async throws -> DAVResponse {
        guard let operation = try Operation(exchange) else {
            return try await store.write(exchange.account, body)
        }
        do {
            return try await store.write(exchange.account) { store in
                if let first = try operation.firstAnswer(store) { return first }
                let response = try body(store)
                try operation.record(response, store)
                return response
            }
        } catch let refusal as DAVFailure where refusal.status.kind == .clientError {
            // The refusal took back all that was written, so it is recorded on its own. Should
            // the same operation have come through in between, its answer counts.
            return try await store.write(exchange.account) { store in
                if let first = try operation.firstAnswer(store) { return first }
                try operation.record(refusal.response, store)
                return refusal.response
            }
        }
    }
}

/// A change that a client has given a name to.
struct Operation: Hashable, Sendable {
    /// In lower case.
    let id: String
    /// Tells a repetition from another request.
    let hash: [UInt8]

    /// - Returns: nil when the request names none.
    /// - Throws: `.badRequest` when the name is no UUID.
    init?(_ exchange: DAVExchange) throws(DAVFailure) {
        guard let text = exchange.headers[.daylineOperation] else { return nil }
        guard let bytes = UUIDText.bytes(text.trimmingSpaces) else {
            throw DAVFailure(.badRequest, Dayline.operationMalformed)
        }
        id = UUIDText.text(bytes)
        let request = exchange.request
        let said = [
            request.method.rawValue, exchange.place.path, request.headers[.destination] ?? "",
            request.headers[.daylineOverlap] ?? "", "",
        ].joined(separator: "\n")
        hash = Array(PreparedObject.etag(of: Array(said.utf8) + request.body).utf8)
    }

    /// What the operation was answered; nil when it is new.
    /// - Throws: 422 when it was another request.
    func firstAnswer(_ store: some StoreReading) throws -> DAVResponse? {
        guard let recorded = try store.answer(toOperation: id) else { return nil }
        guard recorded.requestHash == hash else {
            throw DAVFailure(.unprocessableContent, Dayline.operationMismatch)
        }
        var response = DAVResponse(status: HTTPResponse.Status(code: recorded.status))
        for (name, value) in recorded.headers {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        response.body = .bytes(recorded.body)
        return response
    }

    func record(_ response: DAVResponse, _ store: some StoreWriting) throws {
        guard case .bytes(let body) = response.body else {
            preconditionFailure("changes are answered in one piece")
        }
        let headers = Dictionary(
            response.headers.map { ($0.name.rawName, $0.value) }
        ) { first, _ in first }
        try store.record(
            RecordedAnswer(
                requestHash: hash, status: response.status.code, headers: headers, body: body),
            forOperation: id)
    }
}
