import CCurl
import Settings

/// What the loop keeps for requests of equal options: handles for reuse, and what the server was
/// seen to ask for. Of the loop's thread only.
final class CurlProfile {
    /// Handles that wait for another request.
    private static let spare = 32

    let options: CurlOptions
    private let authorities: [UInt8]?
    private var idle: [CurlHandle] = []
    /// What the server asked for last; nil before it did. With it, the credential comes with the
    /// first request instead of after a refusal.
    private var asked: Int?

    /// - Throws: `.tls` when the authority cannot be read.
    init(_ options: CurlOptions, systemAuthorities: String?) throws(TransportFailure) {
        self.options = options
        if let extra = options.certificateAuthority {
            authorities = try CurlTrust.bundle(system: systemAuthorities, extra: extra)
        } else if let systemAuthorities, systemAuthorities != CurlTrust.systemFile {
            authorities = try CurlTrust.bundle(system: nil, extra: systemAuthorities)
        } else {
            authorities = nil
        }
    }

    /// Bits of `CURLAUTH_`.
    var authentication: Int {
        guard options.credential != nil else { return DAYLINE_AUTH_NONE }
        return switch options.authentication {
        case .any: asked ?? (DAYLINE_AUTH_BASIC | DAYLINE_AUTH_DIGEST)
        case .basic: DAYLINE_AUTH_BASIC
        case .digest: DAYLINE_AUTH_DIGEST
        case .bearer: DAYLINE_AUTH_BEARER
        }
    }

    /// nil when libcurl cannot do what the options say.
    func takeHandle() -> CurlHandle? {
        idle.popLast() ?? CurlHandle(options, authorities: authorities)
    }

    /// Takes a handle back after its request.
    func giveBack(_ handle: CurlHandle, status: Int) {
        let offered = dayline_get_long(handle.easy, CURLINFO_HTTPAUTH_AVAIL)
        if status == 401 {
            asked = nil
        } else if offered & DAYLINE_AUTH_DIGEST != 0 {
            asked = DAYLINE_AUTH_DIGEST
        } else if offered & DAYLINE_AUTH_BASIC != 0 {
            asked = DAYLINE_AUTH_BASIC
        }
        handle.end()
        if idle.count < Self.spare { idle.append(handle) }
    }
}
