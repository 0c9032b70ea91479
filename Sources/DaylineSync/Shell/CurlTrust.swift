import CCurl
import Foundation

/// The certificate authorities that a server's certificate may come from.
enum CurlTrust {
    /// Where this libcurl looks for the system's, PEM; nil when it was built without.
    static var systemFile: String? {
        guard let easy = curl_easy_init() else { return nil }
        defer { curl_easy_cleanup(easy) }
        return dayline_get_string(easy, CURLINFO_CAINFO).map { String(cString: $0) }
    }

    /// Returns the system's and `extra` as one PEM: libcurl takes one bundle, and the account's own
    /// authority is trusted besides the system's, not instead of them.
    /// - Parameters:
    ///   - system: path, nil when there is none; that it cannot be read is no error, because a
    ///     system may keep a folder, which libcurl looks into besides.
    ///   - extra: path.
    /// - Throws: `.tls` when `extra` cannot be read, or has no certificate.
    static func bundle(system: String?, extra: String) throws(TransportFailure) -> [UInt8] {
        guard let own = FileManager.default.contents(atPath: extra) else {
            throw .tls("the certificate authority \(extra) cannot be read")
        }
        guard own.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
            throw .tls("\(extra) has no certificate in PEM form")
        }
        let theirs = system.flatMap { FileManager.default.contents(atPath: $0) } ?? Data()
        return [UInt8](theirs) + Array("\n".utf8) + [UInt8](own)
    }
}
