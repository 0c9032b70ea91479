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
        case send(DAVRequest)
        case found(DiscoveredAccount)
        case failed(DiscoveryFailure)
    }

    /// What is being asked.
    private enum Step: Hashable, Sendable {
        /// What a candidate is, and where it leads.
        case place
        /// Where the calendars of a principal are.
        case principal
        case home
        case options
    }

    private let address: AccountAddress?
    /// Where to ask next, when what is asked now leads nowhere.
    private var candidates: [ServerURL]
    /// A collection that led nowhere, and may hold calendars itself.
    private var guess: ServerURL?
    private var step = Step.place
    private var asked: ServerURL?
    /// Homes still to be listed; the first one is where calendars are made.
    private var homes: [ServerURL] = []
    /// Origin that gets the credential.
    private var origin: String
    private var moves = 0
    private var found = DiscoveredAccount()
    /// What the server says that it can do (RFC 4918 §10.1), in lower case.
    private var compliance: Set<String> = []
    private var failure = DiscoveryFailure(.nothingThere)

    /// Times that the service may turn out to be on another origin.
    private static let longestChase = 3

    /// - Parameters:
    ///   - text: as people write it: an URL, a host, or a mail address.
    ///   - service: what DNS says about the domain, where it was asked.
    init(_ text: String, service: ServiceAnswer = ServiceAnswer()) {
        address = AccountAddress(text)
        candidates = address?.candidates(service) ?? []
        origin = candidates.first?.origin ?? ""
    }

    mutating func begin() -> Next {
        guard address != nil else { return .failed(DiscoveryFailure(.noAddress)) }
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
            if place.origin != origin { return follow(to: place, reply) }
            return read(reply, from: place)
        }
    }
}

/// Asking.
extension Discovery {
    private mutating func ask(_ url: ServerURL, _ step: Step) -> Next {
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
    private mutating func askNext() -> Next {
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
    private mutating func goOn() -> Next {
        switch step {
        case .place, .principal, .home: askNext()
        case .options: .found(finished())
        }
    }

    /// The answer came from another origin, which has not seen the credential.
    private mutating func follow(to place: ServerURL, _ reply: DAVReply) -> Next {
        guard isTrusted(place), moves < Self.longestChase else {
            return .failed(failure.because(.otherOrigin(origin, place.origin)))
        }
        moves += 1
        origin = place.origin
        return ask(place, step)
    }

    /// Whether the credential may go to an origin that the present one leads to.
    private func isTrusted(_ place: ServerURL) -> Bool {
        guard place.scheme == "https", let address else { return false }
        return address.isBare && address.url.scheme == "https" || address.isUpgrade(place)
    }
}

/// Reading.
extension Discovery {
    private mutating func read(_ reply: DAVReply, from place: ServerURL) -> Next {
        compliance.formUnion(reply.words("dav"))
        if reply.status == 401 {
            failure.note(place, reply)
            return .failed(failure.because(.unauthorized))
        }
        if step == .options { return .found(finished(reply)) }
        guard reply.status == 207,
            let (items, _) = try? MultistatusStream.read(reply.body, base: place.text)
        else {
            failure.note(place, reply)
            return goOn()
        }
        switch step {
        case .place, .principal:
            let own = items.first { Href.areSame($0.href, place.path) } ?? items.first
            return read(own?.found ?? FoundProperties(), of: place)
        case .home, .options: return read(items, inHome: place)
        }
    }

    private mutating func read(_ properties: FoundProperties, of place: ServerURL) -> Next {
        found.notifications =
            found.notifications ?? properties.notifications.flatMap(place.resolving)
        if !properties.homes.isEmpty {
            if step == .place {
                found.principal = properties.principal.flatMap { trusted($0, from: place) } ?? place
            }
            return list(properties.homes, from: place)
        }
        if step == .place, let principal = properties.principal {
            guard let target = trusted(principal, from: place) else {
                return .failed(otherOrigin(principal, from: place))
            }
            found.principal = target
            return ask(target, .principal)
        }
        if properties.isCollection { guess = guess ?? place }
        failure.note(
            place,
            properties.isUnauthenticated ? "does not know who asks" : "names no calendar home")
        return goOn()
    }

    private mutating func list(_ references: [String], from place: ServerURL) -> Next {
        homes = []
        for reference in references {
            guard let home = trusted(reference, from: place) else {
                return .failed(otherOrigin(reference, from: place))
            }
            // The credential goes to one origin alone.
            if homes.first.map({ $0.origin == home.origin }) ?? true { homes.append(home) }
        }
        let first = homes.removeFirst()
        origin = first.origin
        return ask(first, .home)
    }

    private mutating func read(_ items: [MultistatusItem], inHome place: ServerURL) -> Next {
        let calendars = items.compactMap { RemoteCalendar($0) }
        let isGuess = found.home == nil && found.principal == nil
        if isGuess, calendars.isEmpty {
            failure.note(place, "has no calendars")
            return askNext()
        }
        if found.home == nil { found.home = place }
        for item in items {
            let isHome = Href.areSame(item.href, place.path)
            if isHome, found.home == place { found.isHomeReadOnly = item.found.isReadOnly }
            found.notifications =
                found.notifications ?? item.found.notifications.flatMap(place.resolving)
            found.reports.formUnion(item.found.reports)
        }
        found.calendars += calendars
        if !homes.isEmpty { return ask(homes.removeFirst(), .home) }
        return ask(found.home ?? place, .options)
    }

    private func finished(_ options: DAVReply? = nil) -> DiscoveredAccount {
        var account = found
        account.finish(origin: address?.url.origin ?? "", compliance, options)
        return account
    }

    /// Where a server's reference leads, if the credential may go there.
    private func trusted(_ reference: String, from place: ServerURL) -> ServerURL? {
        guard let target = place.resolving(reference) else { return nil }
        if target.origin == origin || isTrusted(target) { return target }
        // Servers behind proxies know another name of themselves.
        guard target.scheme == "http" || target.host == place.host else { return nil }
        var here = place
        here.path = target.path
        return here
    }

    private func otherOrigin(_ reference: String, from place: ServerURL) -> DiscoveryFailure {
        failure.because(.otherOrigin(origin, place.resolving(reference)?.origin ?? reference))
    }
}
