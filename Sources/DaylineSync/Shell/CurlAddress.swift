import CCurl

/// An absolute http or https URL as libcurl reads it, without user, password and fragment.
struct CurlAddress: Hashable, Sendable {
    let scheme: String
    /// Lower case; an IPv6 address has its brackets.
    let host: String
    let port: String
    let text: String

    /// nil for what is no absolute http or https URL.
    init?(_ text: String) {
        self.init { curl_url_set($0, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS)) }
    }

    /// Returns where a request goes: an absolute path of this origin, kept to the letter, or an
    /// absolute URL; nil for anything else.
    func target(_ text: String) -> CurlAddress? {
        CurlAddress(text.hasPrefix("/") ? origin + text : text)
    }

    /// Returns the address that a `Location` means here (RFC 3986 §5); nil when it is none.
    func resolving(_ reference: String) -> CurlAddress? {
        CurlAddress {
            let code = curl_url_set($0, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS))
            guard code == CURLUE_OK else { return code }
            return curl_url_set($0, CURLUPART_URL, reference, UInt32(CURLU_URLENCODE))
        }
    }

    private init?(_ fill: (OpaquePointer) -> CURLUcode) {
        guard let url = curl_url() else { return nil }
        defer { curl_url_cleanup(url) }
        guard fill(url) == CURLUE_OK else { return nil }
        for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT] {
            guard curl_url_set(url, part, nil, 0) == CURLUE_OK else { return nil }
        }
        func get(_ part: CURLUPart) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(url, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK,
                let text
            else {
                return nil
            }
            defer { curl_free(text) }
            return String(cString: text)
        }
        guard let scheme = get(CURLUPART_SCHEME)?.lowercased(), ["http", "https"].contains(scheme),
            let host = get(CURLUPART_HOST)?.lowercased(), let port = get(CURLUPART_PORT)
        else {
            return nil
        }
        let bare = UInt32(CURLU_NO_DEFAULT_PORT)
        var whole: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, CURLUPART_URL, &whole, bare) == CURLUE_OK, let whole else {
            return nil
        }
        defer { curl_free(whole) }
        self.scheme = scheme
        self.host = host
        self.port = port
        self.text = String(cString: whole)
    }

    /// What has to be equal for credentials to be sent (RFC 6454 §4).
    var origin: String { "\(scheme)://\(host):\(port)" }

    /// Whether what is sent there cannot leave the machine. Names other than `localhost`, which
    /// libcurl does not look up, are not trusted to stay what they were.
    var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
