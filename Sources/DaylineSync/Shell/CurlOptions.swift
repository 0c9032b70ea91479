import Settings

/// Where an account's requests go, and as whom.
struct TransportAccount: Hashable, Sendable {
    /// Absolute URL. Paths are of its origin, and the credential goes to no other one: whoever
    /// moves an account to another origin says so here.
    var base: String
    var settings: AccountSettings
    /// nil before it is known, or where none is needed.
    var credential: Credential?
    /// Requests in flight to an origin; nil: what the settings say.
    var width: Int?
}

/// What a request is allowed to take.
struct TransportLimits: Hashable, Sendable {
    /// Until the connection stands, TLS included.
    var connect = Duration.seconds(20)
    /// Without a byte; whole seconds. Some servers think long before they answer.
    var stall = Duration.seconds(120)
    /// All of it, the time that a reader takes included.
    var total = Duration.seconds(3600)
    /// Bytes of an answer that is kept as a whole, after decompression.
    var answerBytes = 8 << 20
    /// Bytes of an answer's headers.
    var headerBytes = 256 << 10
    /// In a row.
    var redirects = 5

    static let standard = TransportLimits()
}

/// Bytes of an answer as they come.
struct BodyChunk: Hashable, Sendable {
    let bytes: [UInt8]
    /// Received so far, as they went over the wire (compressed).
    let received: Int
    /// nil when the server did not say.
    let expected: Int?
}

/// What a handle of libcurl is told once: requests that agree in it share handles and, by that,
/// what Digest remembers.
struct CurlOptions: Hashable, Sendable {
    let credential: Credential?
    let authentication: AccountSettings.Authentication
    let certificateAuthority: String?
    let pin: String?
    let clientCertificate: String?
    let clientKey: String?
    /// nil: what the environment says; empty: none.
    let proxy: String?

    /// - Parameter isTrusted: whether the address is of the account's own origin.
    init(_ account: TransportAccount, for address: CurlAddress, isTrusted: Bool) {
        let settings = account.settings
        credential = isTrusted ? account.credential : nil
        authentication = settings.authentication
        certificateAuthority = settings.certificateAuthority
        pin = settings.pin
        clientCertificate = isTrusted ? settings.clientCertificate : nil
        clientKey = isTrusted ? settings.clientKey : nil
        proxy = address.isLoopback ? "" : settings.proxy
    }
}

/// One request at one address, as the loop needs it.
struct CurlCall: Sendable {
    let request: DAVRequest
    let address: CurlAddress
    let options: CurlOptions
    let limits: TransportLimits
    /// Requests in flight to the address's origin, this one included.
    let width: Int
    /// Whether the body of a 207 goes to a reader while it comes.
    let flows: Bool
}
