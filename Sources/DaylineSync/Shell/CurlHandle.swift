import CCurl

/// One easy handle (`CURL *`). It belongs to the loop's thread, from making to freeing; libcurl
/// calls back on that thread only, inside of `curl_multi_perform`, `curl_easy_pause` and the
/// removal from the multi handle.
final class CurlHandle {
    let easy: UnsafeMutableRawPointer
    private(set) var transfer: CurlTransfer?
    private(set) var head = CurlHead()
    /// Whether a byte of the request may have gone out.
    private(set) var wasSent = false
    /// Whether anything came back for what was sent last.
    private var wasAnswered = false
    /// Why a callback of ours ended it.
    private var reason: TransportFailure?
    private var fields: UnsafeMutablePointer<curl_slist>?
    private let words: UnsafeMutablePointer<CChar>

    /// nil when libcurl has no memory, or not the options.
    init?(_ options: CurlOptions, authorities: [UInt8]?) {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        guard prepare(options, authorities: authorities) == CURLE_OK, listen() == CURLE_OK else {
            return nil
        }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
        words.deallocate()
    }

    /// Makes it ready for a request.
    func begin(_ transfer: CurlTransfer, authentication: Int) -> CURLcode {
        self.transfer = transfer
        head = CurlHead()
        wasSent = false
        wasAnswered = false
        reason = nil
        words[0] = 0
        return fill(transfer.call, authentication: authentication)
    }

    /// Forgets the request; the handle is in no multi handle any more.
    func end() {
        transfer = nil
        dayline_set_pointer(easy, CURLOPT_HTTPHEADER, nil)
        curl_slist_free_all(fields)
        fields = nil
        dayline_set_upload(easy, nil, 0)
    }

    /// Sets headers; they live until `end`.
    func setFields(_ lines: [String]) -> CURLcode {
        for line in lines {
            guard let longer = curl_slist_append(fields, line) else { return CURLE_OUT_OF_MEMORY }
            fields = longer
        }
        return dayline_set_pointer(easy, CURLOPT_HTTPHEADER, fields)
    }

    /// Returns what came of it.
    func result(_ code: CURLcode) -> Result<DAVReply, TransportFailure> {
        if let reason { return .failure(reason) }
        guard code == CURLE_OK else {
            let text = String(cString: words)
            return .failure(TransportFailure(code, text: text, wasSent: wasSent))
        }
        // libcurl takes a connection's end among the headers for the end of an answer.
        guard head.isWhole else { return .failure(.broken("the answer ended in its headers")) }
        return .success(DAVReply(status: head.status, headers: head.fields))
    }

    // MARK: What libcurl calls

    /// The pointer that callbacks get back. It is not retained: `easy` lives no longer than `self`,
    /// and nothing is called back without `easy`.
    private var owner: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    private static func from(_ owner: UnsafeMutableRawPointer?) -> CurlHandle? {
        owner.map { Unmanaged<CurlHandle>.fromOpaque($0).takeUnretainedValue() }
    }

    private func listen() -> CURLcode {
        // `words` lives as long as `easy`, which is freed first.
        var code = dayline_set_pointer(easy, CURLOPT_ERRORBUFFER, words)
        guard code == CURLE_OK else { return code }
        code = dayline_set_take_header(
            easy,
            { bytes, size, count, owner in
                CurlHandle.from(owner)?.takeHeader(.init(start: bytes, count: size * count)) ?? 0
            }, owner)
        guard code == CURLE_OK else { return code }
        code = dayline_set_take_body(
            easy,
            { bytes, size, count, owner in
                CurlHandle.from(owner)?.takeBody(.init(start: bytes, count: size * count)) ?? 0
            }, owner)
        guard code == CURLE_OK else { return code }
        return dayline_set_before_send(
            easy,
            { owner, _, _, _, _ in
                CurlHandle.from(owner)?.mayBeSent() == true
                    ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
            }, owner)
    }

    private func takeHeader(_ line: UnsafeRawBufferPointer) -> Int {
        wasAnswered = true
        if head.take(line) { transfer?.clear() }
        guard let transfer, head.bytes <= transfer.call.limits.headerBytes else {
            reason = .tooLong
            return 0
        }
        return line.count
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let transfer else { return 0 }
        let expected = dayline_get_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        let intake = transfer.take(
            bytes, flows: transfer.call.flows && head.status == 207,
            received: Int(max(0, dayline_get_offset(easy, CURLINFO_SIZE_DOWNLOAD_T))),
            expected: expected < 0 ? nil : Int(expected))
        switch intake {
        case .taken: return bytes.count
        case .full: return Int(CURL_WRITEFUNC_PAUSE)
        case .tooLong:
            reason = .tooLong
            return 0
        }
    }

    /// A connection that was kept alive may end while a request goes out on it. libcurl then sends
    /// it again by itself; but the first one may have been carried out, and only who asked can find
    /// out (a second `If-None-Match: *` would fail by the first). So only what changes nothing is
    /// repeated.
    private func mayBeSent() -> Bool {
        if wasSent, !wasAnswered, let method = transfer?.call.request.method,
            !Self.harmless.contains(method)
        {
            reason = .broken("the connection ended before the answer")
            return false
        }
        wasSent = true
        wasAnswered = false
        return true
    }

    private static let harmless: Set = ["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"]
}
