import CCurl

extension TransportFailure {
    /// - Parameters:
    ///   - code: not `CURLE_OK`.
    ///   - text: libcurl's words; empty when it had none.
    ///   - wasSent: whether a byte of the request may have gone out.
    init(_ code: CURLcode, text: String, wasSent: Bool) {
        let words = text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
        switch code {
        case CURLE_URL_MALFORMAT where !wasSent, CURLE_UNSUPPORTED_PROTOCOL where !wasSent:
            self = .refused(words)
        case CURLE_SSL_CONNECT_ERROR where Self.isBrokenLine(words):
            self = .unreachable(words)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
            self = .tls(words)
        default:
            self = wasSent ? .broken(words) : .unreachable(words)
        }
    }

    /// Whether a handshake failed because the line broke, not because of what was said on it.
    private static func isBrokenLine(_ words: String) -> Bool {
        ["SSL_ERROR_SYSCALL", "reset by peer", "Broken pipe"].contains { words.contains($0) }
    }
}
