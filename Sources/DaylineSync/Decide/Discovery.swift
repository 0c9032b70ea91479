import Core
import WebDAV

/// Finds an account's calendars, from whatever address people write down (RFC 6764 §6): a host, a
/// principal, a home, a calendar.
///
/// It asks one thing at a time. The credential goes to one origin: that of the address, or, where
/// the address is a bare host and says nothing about the place, the one that this host leads to
/// over TLS.
struct Discovery: Hashable, Sendable {
    /// What to do next.
    enum Next: Hashable, Sendable {
        /// Ask DNS for a service.
        case lookUp(String)
        case send(DAVRequest)
        case found(DiscoveredAccount)
        case failed(DiscoveryFailure)
    }

    /// What is being asked.
    enum Step: Hashable, Sendable {
        /// What a candidate is, and where it leads.
        case place
        /// Where the calendars of a principal are.
        case principal
        case home
        case options
    }

    let address: AccountAddress?
    /// Where to ask next, when what is asked now leads nowhere.
    private var candidates: [ServerURL] = []
    /// A collection that led nowhere, and may hold calendars itself.
    var guess: ServerURL?
    var step = Step.place
    var asked: ServerURL?
    /// Homes still to be listed; the first one is where calendars are made.
    var homes: [ServerURL] = []
    /// Origin that gets the credential.
    var origin: String
    private var moves = 0
    var found = DiscoveredAccount()
    /// What the server says that it can do (RFC 4918 §10.1), in lower case.
    var compliance: Set<String> = []
    var failure = DiscoveryFailure(.nothingThere)

    /// Times that the service may turn out to be on another origin.
    private static let longestChase = 3

    /// - Parameter text: as people write it: an URL, a host, or a mail address.
    init(_ text: String) {
        address = AccountAddress(text)
        origin = address?.url.origin ?? ""
    }

    mutating func begin() -> Next {
        guard let address else { return .failed(DiscoveryFailure(.noAddress)) }
        return address.service.map { .lookUp($0) } ?? handle(ServiceAnswer())
    }

    /// What DNS says about the service; nothing when it does not answer.
    mutating func handle(_ service: ServiceAnswer) -> Next {
        candidates = address?.candidates(service) ?? []
        return askNext()
    }

    /// What the answer to the last request leads to.
    mutating func handle(_ reply: Result<DAVReply, TransportFailure>) -> Next {
        guard let asked else { return .failed(failure) }
        switch reply {
        case .failure(let reason):
            failure.note(asked, reason)
            return reason.isUpToUser ? .failed(failure) : goOn()
        case .success(let reply):
            let place = ServerURL(reply.url) ?? asked
            // What is not there need not see the credential.
            if place.origin != origin, [401, 403, 207].contains(reply.status) {
                return follow(to: place)
            }
            return read(reply, from: place)
        }
    }
}

/// Asking.
extension Discovery {
    mutating func ask(_ url: ServerURL, _ step: Step) -> Next {
        self.step = step
        asked = url
        var request =
            switch step {
            case .place: DAVRequest.place(url.text)
            case .principal: DAVRequest.home(ofPrincipal: url.text)
            case .home: DAVRequest.calendars(inHome: url.text)
            case .options: DAVRequest.options(url.text)
            }
        request.origin = origin
        return .send(request)
    }

    /// The next candidate; when there is none, the collection that may be a home.
    mutating func askNext() -> Next {
        found = DiscoveredAccount()
        if !candidates.isEmpty {
            let next = candidates.removeFirst()
            origin = next.origin
            return ask(next, .place)
        }
        if let guess {
            self.guess = nil
            homes = []
            origin = guess.origin
            return ask(guess, .home)
        }
        return .failed(failure)
    }

    /// After something that led nowhere.
    mutating func goOn() -> Next {
        switch step {
        case .place, .principal, .home: askNext()
        case .options: .found(finished())
        }
    }

    /// The answer came from another origin, which has not seen the credential.
    private mutating func follow(to place: ServerURL) -> Next {
        guard isTrusted(place), moves < Self.longestChase else {
            return .failed(failure.because(.otherOrigin(origin, place.origin)))
        }
        moves += 1
        origin = place.origin
        return ask(place, step)
    }

    /// Whether the credential may go to an origin that the present one leads to.
    func isTrusted(_ place: ServerURL) -> Bool {
        guard place.scheme == "https", let address else { return false }
        return address.isBare && address.url.scheme == "https" || address.isUpgrade(place)
    }
}
