import Core
import WebDAV

/// What answers lead to.
extension Discovery {
    mutating func read(_ reply: DAVReply, from place: ServerURL) -> Next {
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
        takeNotifications(properties, from: place)
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
            origin = target.origin
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
            takeNotifications(item.found, from: place)
            found.reports.formUnion(item.found.reports)
        }
        found.calendars += calendars
        if !homes.isEmpty { return ask(homes.removeFirst(), .home) }
        return ask(found.home ?? place, .options)
    }

    /// The WebSocket gets the credential too.
    private mutating func takeNotifications(_ properties: FoundProperties, from place: ServerURL) {
        let socket = properties.notifications.flatMap(place.resolving)
        if found.notifications == nil, socket?.origin == place.origin {
            found.notifications = socket
        }
    }

    func finished(_ options: DAVReply? = nil) -> DiscoveredAccount {
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
