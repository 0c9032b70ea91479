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
            case .send(let request):
                let base = request.origin ?? AccountAddress(account.url)?.url.origin ?? ""
                let way = Way(base: base, width: SyncLimits.requests)
                next = discovery.handle(await transport.answer(request, way, reading: nil))
            case .found(let found): return .found(Self.report(found))
            case .failed(let failure): return .failed(Self.failure(failure))
            }
        }
    }

    private static func report(_ found: DiscoveredAccount) -> ProbeReport {
        ProbeReport(
            home: found.home?.text ?? "",
            tls: found.home?.scheme == "https" ? "TLS" : nil,
            capabilities: names(found.capabilities),
            calendars: found.calendars.map {
                ProbeCalendar(
                    name: $0.name, href: $0.href, color: $0.color.map { "\($0)" },
                    isReadOnly: $0.isReadOnly)
            })
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
