extension ServerSettings {
    /// Refuses settings that do not go together.
    func checkForServing() throws(ConfigurationError) {
        if let tls {
            if tls.certificate.isEmpty { throw .option("tls.key needs tls.certificate beside it") }
            if tls.key.isEmpty { throw .option("tls.certificate needs tls.key beside it") }
            if allowsPlainHTTP { throw .option("plain_http and tls exclude each other") }
            return
        }
        if isBehindProxy { return }
        guard allowsPlainHTTP else {
            throw .option(
                "passwords need TLS: set tls.certificate and tls.key, or behind_proxy when a"
                    + " proxy speaks it, or plain_http for tests on this machine")
        }
        for address in listen where !address.isLoopback {
            throw .option("plain_http serves loopback addresses alone, not \(address)")
        }
    }
}
