import CCurl
import Settings

/// What libcurl is told. Every setter's answer is looked at: an option that this libcurl was built
/// without must not be left out silently.
extension CurlHandle {
    /// Sets what is the same for all requests of an account.
    func prepare(_ options: CurlOptions, authorities: [UInt8]?) -> CURLcode {
        firstFailure([
            // Time-outs without signals, which are the whole process's.
            { self.set(CURLOPT_NOSIGNAL, 1) },
            { self.set(CURLOPT_PROTOCOLS_STR, "http,https") },
            { self.set(CURLOPT_FOLLOWLOCATION, 0) },
            { self.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1) },
            { self.set(CURLOPT_ACCEPT_ENCODING, "") },
            { self.set(CURLOPT_USERAGENT, "dayline-sync") },
            { self.set(CURLOPT_TCP_NODELAY, 1) },
            { self.set(CURLOPT_TCP_KEEPALIVE, 1) },
            { self.set(CURLOPT_BUFFERSIZE, 32 << 10) },
            { self.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)) },
            { self.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)) },
            { self.set(CURLOPT_SSL_VERIFYPEER, 1) },
            { self.set(CURLOPT_SSL_VERIFYHOST, 2) },
            { self.setTrust(authorities) },
            { options.pin.map { self.set(CURLOPT_PINNEDPUBLICKEY, $0) } ?? CURLE_OK },
            { options.clientCertificate.map { self.set(CURLOPT_SSLCERT, $0) } ?? CURLE_OK },
            { options.clientKey.map { self.set(CURLOPT_SSLKEY, $0) } ?? CURLE_OK },
            { options.proxy.map { self.set(CURLOPT_PROXY, $0) } ?? CURLE_OK },
            { self.set(CURLOPT_PROXYAUTH, DAYLINE_AUTH_BASIC | DAYLINE_AUTH_DIGEST) },
            { self.setCredential(options) },
        ])
    }

    /// Sets what one request needs.
    /// - Parameter authentication: bits of `CURLAUTH_`.
    func fill(_ call: CurlCall, authentication: Int) -> CURLcode {
        let request = call.request
        let limits = call.limits
        let hasBody = !request.body.isEmpty || ["PUT", "POST"].contains(request.method)
        let isPlain = request.method == "GET" || request.method == "HEAD"
        return firstFailure([
            { self.set(CURLOPT_URL, call.address.text) },
            { self.set(CURLOPT_PATH_AS_IS, 1) },
            { self.set(CURLOPT_NOBODY, request.method == "HEAD" ? 1 : 0) },
            {
                if hasBody { return self.setBody(request.body) }
                return request.method == "HEAD" ? CURLE_OK : self.set(CURLOPT_HTTPGET, 1)
            },
            { self.set(CURLOPT_CUSTOMREQUEST, isPlain ? nil : request.method) },
            { self.setFields(Self.lines(request, hasBody: hasBody)) },
            { self.set(CURLOPT_HTTPAUTH, authentication) },
            // Wait for a connection that may take many requests instead of opening another one.
            { self.set(CURLOPT_PIPEWAIT, call.address.scheme == "https" ? 1 : 0) },
            { self.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.wholeMilliseconds) },
            { self.set(CURLOPT_LOW_SPEED_LIMIT, 1) },
            { self.set(CURLOPT_LOW_SPEED_TIME, max(1, limits.stall.wholeMilliseconds / 1000)) },
            { self.set(CURLOPT_TIMEOUT_MS, limits.total.wholeMilliseconds) },
        ])
    }

    private func firstFailure(_ steps: [() -> CURLcode]) -> CURLcode {
        for step in steps {
            let code = step()
            if code != CURLE_OK { return code }
        }
        return CURLE_OK
    }

    private func set(_ option: CURLoption, _ value: Int) -> CURLcode {
        dayline_set_long(easy, option, value)
    }

    private func set(_ option: CURLoption, _ value: String?) -> CURLcode {
        dayline_set_string(easy, option, value)
    }

    private func setBody(_ body: [UInt8]) -> CURLcode {
        body.withUnsafeBytes { dayline_set_upload(easy, $0.baseAddress, $0.count) }
    }

    private func setTrust(_ authorities: [UInt8]?) -> CURLcode {
        guard let authorities else { return CURLE_OK }
        return authorities.withUnsafeBytes {
            dayline_set_blob(easy, CURLOPT_CAINFO_BLOB, $0.baseAddress, $0.count)
        }
    }

    private func setCredential(_ options: CurlOptions) -> CURLcode {
        guard let credential = options.credential else { return CURLE_OK }
        if options.authentication == .bearer {
            return set(CURLOPT_XOAUTH2_BEARER, credential.secret)
        }
        let code = set(CURLOPT_USERNAME, credential.user)
        return code == CURLE_OK ? set(CURLOPT_PASSWORD, credential.secret) : code
    }

    /// Header lines as libcurl wants them: one with an empty value leaves a header out, and a
    /// semicolon makes an empty one.
    private static func lines(_ request: DAVRequest, hasBody: Bool) -> [String] {
        var lines = request.headers.map {
            $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)"
        }
        // A round trip to hear that a body may come costs more than a body that comes in vain.
        lines.append("Expect:")
        if hasBody, !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            lines.append("Content-Type:")
        }
        return lines
    }
}
