import Control
import Core
import Settings

/// Discovery by itself: what is at an account's address.
struct Probe: Sendable {
    let account: AccountSettings
    let transport: any Transport

    func run() async -> ProbeAnswer {
        var discovery = Discovery(account.url)
        var next = discovery.begin()
        while true {
            switch next {
            case .lookUp(let service):
                next = discovery.handle(await transport.service(service))
            case .send(let request):
                let base = request.origin ?? AccountAddress(account.url)?.url.origin ?? ""
                let way = Way(base: base, width: SyncLimits.requests)
                next = discovery.handle(await transport.answer(request, way, reading: nil))
            case .found(let found): return .found(report(found))
            case .failed(let failure): return .failed(Self.failure(failure))
            }
        }
    }

    private func report(_ found: DiscoveredAccount) -> ProbeReport {
        ProbeReport(
            home: found.home?.text ?? "",
            tls: found.home?.scheme == "https" ? Self.security(account) : nil,
            capabilities: Self.names(found.capabilities),
            calendars: found.calendars.map {
                ProbeCalendar(
                    name: $0.name, href: $0.href, color: $0.color.map { "\($0)" },
                    isReadOnly: $0.isReadOnly)
            })
    }

    /// What the connection had to have; libcurl does not tell which version it has.
    static func security(_ account: AccountSettings) -> String {
        let own = account.certificateAuthority.map { " or \($0)" } ?? ""
        let pin = account.pin == nil ? "" : ", and by its pin"
        return "TLS 1.2 or newer, verified by the system's authorities\(own)\(pin)"
    }

    private static func names(_ capabilities: ServerCapabilities) -> [String] {
        let all: [(ServerCapabilities, String)] = [
            (.syncCollection, "sync-collection"), (.multiget, "multiget"),
            (.makeCalendar, "new calendars"), (.notifications, "notifications"),
            (.operations, "repeatable operations"),
        ]
        return all.filter { capabilities.contains($0.0) }.map(\.1)
    }

    private static func failure(_ failure: DiscoveryFailure) -> ProbeFailure {
        ProbeFailure(reason: reason(failure.reason), text: failure.text)
    }

    private static func reason(_ reason: DiscoveryFailure.Reason) -> ProbeFailure.Reason {
        switch reason {
        case .noAddress, .otherOrigin: .settings
        case .unauthorized: .unauthorized
        case .nothingThere: .noCalendars
        case .busy: .unreachable
        case .transport(let failure):
            switch failure {
            case .tls: .certificate
            case .credentials: .settings
            case .refused: .insecure
            case .unreachable, .broken, .tooLong, .cancelled: .unreachable
            }
        }
    }
}
