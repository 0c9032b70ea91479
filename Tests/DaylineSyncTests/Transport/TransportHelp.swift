import Foundation
import Settings

@testable import DaylineSync

func account(
    _ server: ScriptedServer, _ authentication: AccountSettings.Authentication? = nil,
    _ change: (inout AccountSettings) -> Void = { _ in }
) -> TransportAccount {
    var settings = AccountSettings(name: "test", url: server.url)
    settings.authentication = authentication ?? .any
    change(&settings)
    return TransportAccount(
        base: server.url, settings: settings,
        credential: authentication.map { _ in Credential(user: "mina", secret: "pass word") })
}

func isRefused(_ result: Result<DAVReply, TransportFailure>) -> Bool {
    if case .failure(.refused) = result { true } else { false }
}

func isBroken(_ result: Result<DAVReply, TransportFailure>) -> Bool {
    if case .failure(.broken) = result { true } else { false }
}

func isUnreachable(_ result: Result<DAVReply, TransportFailure>) -> Bool {
    if case .failure(.unreachable) = result { true } else { false }
}

func isTLS(_ result: Result<DAVReply, TransportFailure>) -> Bool {
    if case .failure(.tls) = result { true } else { false }
}

func bytes(base64: String) -> [UInt8]? {
    Data(base64Encoded: base64).map { [UInt8]($0) }
}
