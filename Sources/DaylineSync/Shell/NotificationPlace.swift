import Foundation
import Settings
import Synchronization

/// Where the notifications of an account come from at present.
final class NotificationPlace: Sendable {
    private let url = Mutex<String?>(nil)

    /// - Returns: whether it is another place.
    func move(to url: String?) -> Bool {
        self.url.withLock { old in
            defer { old = url }
            return old != url
        }
    }

    /// What a connection needs; nil when the credential may not be sent there, or cannot be had.
    ///
    /// - Parameter origin: the one that gets the credential.
    func endpoint(
        _ settings: AccountSettings, origin: String, _ credentials: Credentials
    ) async -> LinkEndpoint? {
        let reference = url.withLock { $0 }
        guard let home = ServerURL(origin), let reference,
            let place = home.resolving(reference), place.origin == home.origin,
            place.scheme == "https" || place.isLoopback || settings.isInsecure,
            var endpoint = LinkEndpoint(url: place.text)
        else { return nil }
        endpoint.certificateAuthority = settings.certificateAuthority
        endpoint.pin = settings.pin
        endpoint.clientCertificate = settings.clientCertificate
        endpoint.clientKey = settings.clientKey
        do throws(CredentialError) {
            let credential = try await credentials.credential(for: settings)
            endpoint.authorization = credential?.authorization(settings.authentication)
            return endpoint
        } catch {
            return nil
        }
    }
}

extension Credential {
    /// The value of `Authorization` where nothing is negotiated.
    func authorization(_ authentication: AccountSettings.Authentication) -> String {
        switch authentication {
        case .bearer: "Bearer \(secret)"
        case .any, .basic, .digest:
            "Basic " + Data("\(user):\(secret)".utf8).base64EncodedString()
        }
    }
}
