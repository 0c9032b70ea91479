import Core

@testable import DaylineSync

/// Servers that answer discovery from a table, and a transport that follows redirects as the real
/// one does: the credential stays at its origin.
struct FakeSite {
    enum Answer {
        /// Responses of a multistatus, as XML of prefixes `D:`, `C:`, `CS:`.
        case responses(String)
        /// The same, to whoever asks.
        case open(String)
        case redirect(String)
        case status(Int, [String: String] = [:])
        case failure(TransportFailure)
    }

    /// By `METHOD URL`; a method may be left out. Everything else is 404.
    var answers: [String: Answer]
    private(set) var asked: [String] = []
    /// Services that DNS was asked for.
    private(set) var lookedUp: [String] = []
    /// Origins that saw the credential.
    private(set) var trusted: Set<String> = []

    init(_ answers: [String: Answer]) {
        self.answers = answers
    }

    /// Plays discovery to its end.
    mutating func discover(
        _ address: String, service: ServiceAnswer = ServiceAnswer()
    ) -> Result<DiscoveredAccount, DiscoveryFailure> {
        var discovery = Discovery(address)
        var next = discovery.begin()
        while asked.count < 30 {
            switch next {
            case .lookUp(let name):
                lookedUp.append(name)
                next = discovery.handle(service)
            case .send(let request): next = discovery.handle(answer(request))
            case .found(let account): return .success(account)
            case .failed(let failure): return .failure(failure)
            }
        }
        return .failure(DiscoveryFailure(.nothingThere))
    }

    private mutating func answer(_ request: DAVRequest) -> Result<DAVReply, TransportFailure> {
        var target = request.target
        for _ in 0..<5 {
            asked.append("\(request.method) \(target)")
            let isKnown = ServerURL(target)?.origin == request.origin
            if isKnown { trusted.insert(request.origin ?? "") }
            var answer = answers["\(request.method) \(target)"] ?? answers[target] ?? .status(404)
            if case .responses = answer, !isKnown { answer = .status(401) }
            switch answer {
            case .redirect(let url): target = ServerURL(target)?.resolving(url)?.text ?? url
            case .responses(let text), .open(let text): return .success(Self.reply(text, target))
            case .status(let status, let headers):
                return .success(DAVReply(status: status, headers: headers, url: target))
            case .failure(let failure): return .failure(failure)
            }
        }
        return .failure(.refused("too many redirects"))
    }

    private static func reply(_ responses: String, _ url: String) -> DAVReply {
        let body = """
            <D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" \
            xmlns:CS="http://calendarserver.org/ns/" xmlns:L="https://dayline.dev/ns/" \
            xmlns:P="https://bitfire.at/webdav-push">\(responses)</D:multistatus>
            """
        return DAVReply(status: 207, body: Array(body.utf8), url: url)
    }
}

extension FakeSite.Answer {
    /// A response with properties, and with nothing else.
    static func place(_ href: String, _ properties: String) -> String {
        """
        <D:response><D:href>\(href)</D:href><D:propstat><D:prop>\(properties)</D:prop>
        <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
        """
    }

    static func principal(_ href: String, at place: String = "/") -> Self {
        .responses(
            Self.place(
                place,
                "<D:current-user-principal><D:href>\(href)</D:href></D:current-user-principal>"))
    }

    static func home(_ href: String, at place: String) -> Self {
        .responses(
            Self.place(place, "<C:calendar-home-set><D:href>\(href)</D:href></C:calendar-home-set>")
        )
    }

    static func calendar(_ href: String, _ properties: String = "") -> String {
        place(
            href,
            "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>" + properties)
    }

    static func collection(_ href: String, _ properties: String = "") -> String {
        place(href, "<D:resourcetype><D:collection/></D:resourcetype>" + properties)
    }
}
