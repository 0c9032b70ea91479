import Core
import WebDAV

/// What discovery has found.
struct DiscoveredAccount: Hashable, Sendable {
    var principal: ServerURL?
    /// Where calendars are made.
    var home: ServerURL?
    var isHomeReadOnly = false
    /// Of the WebSocket that tells changes; `http` and `https` stand for `ws` and `wss`.
    var notifications: ServerURL?
    var capabilities: ServerCapabilities = []
    var calendars: [RemoteCalendar] = []
    /// Reports of any of the calendars.
    var reports: Set<XMLName> = []
    /// Origin of the address that people wrote down.
    private var addressOrigin = ""

    /// Origin that the calendars are on, and that gets the credential.
    var origin: String { home?.origin ?? addressOrigin }

    /// Fills in what an account remembers.
    func store(in account: inout SyncAccount) {
        account.principal = principal.map(reference)
        account.home = home.map(reference)
        account.notifications = notifications.map(reference)
        account.capabilities = capabilities
    }

    /// A path on the origin of the address, else the whole URL.
    private func reference(_ url: ServerURL) -> String {
        url.origin == addressOrigin ? url.path : url.text
    }

    /// - Parameters:
    ///   - origin: of the address.
    ///   - compliance: words of `DAV` headers.
    ///   - options: of the home; nil when the server had none.
    mutating func finish(origin: String, _ compliance: Set<String>, _ options: DAVReply?) {
        addressOrigin = origin
        let methods = options?.words("allow") ?? []
        // What fails will be seen to fail.
        capabilities = [.move, .createOnly]
        if reports.isEmpty || reports.contains(CalDAV.calendarMultiget) {
            capabilities.insert(.multiget)
        }
        if calendars.contains(where: \.canSync) { capabilities.insert(.syncCollection) }
        if compliance.contains("dayline-1") { capabilities.formUnion([.operations, .syncData]) }
        // Some name the method only where nothing is yet.
        if !isHomeReadOnly, methods.contains("mkcalendar") || compliance.contains("calendar-access")
        {
            capabilities.insert(.makeCalendar)
        }
        if notifications != nil { capabilities.insert(.notifications) }
    }
}

extension SyncAccount {
    /// Origin that the paths of the account are on, and that gets its credential; nil when its
    /// address is none.
    var origin: String? {
        home.flatMap { ServerURL($0) }?.origin ?? AccountAddress(url)?.url.origin
    }
}

extension DAVReply {
    /// The words of a header that is a list, in lower case.
    func words(_ header: String) -> Set<String> {
        Set((headers[header] ?? "").lowercased().split { ", \t".contains($0) }.map(String.init))
    }
}
