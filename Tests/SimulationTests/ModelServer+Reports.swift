import Core
import WebDAV

@testable import DaylineSync

/// What is where.
extension ModelServer {
    func propfind(_ path: String, _ request: DAVRequest) -> Answer {
        if path == Self.home || path == "/" || path == "/.well-known/caldav"
            || path == "/principal/"
        {
            let listsHome = path == Self.home && request.header("Depth") == "1"
            return Answer(reply: multistatus(listsHome ? home : [root(path)]))
        }
        guard let collection = collections[path] else {
            return Answer(reply: DAVReply(status: 404))
        }
        guard request.header("Depth") == "1" else {
            return Answer(reply: multistatus([calendar(path, collection)]))
        }
        var answer = Answer(reply: DAVReply(status: 207))
        var own = MultistatusItem(href: path)
        own.found.resourceTypes = [DAV.collection]
        answer.items.append(own)
        for name in collection.objects.keys.sorted() {
            answer.items.append(item(path, name, data: false))
        }
        answer.end = end(nil)
        return answer
    }

    private var home: [String] {
        [root(Self.home)] + collections.keys.sorted().map { calendar($0, collections[$0]) }
    }

    private func root(_ path: String) -> String {
        """
        <response><href>\(path)</href><propstat><prop><resourcetype><collection/></resourcetype>\
        <current-user-principal><href>/principal/</href></current-user-principal>\
        <C:calendar-home-set><href>\(Self.home)</href></C:calendar-home-set></prop>\
        <status>HTTP/1.1 200 OK</status></propstat></response>
        """
    }

    private func calendar(_ path: String, _ collection: Collection?) -> String {
        guard let collection else { return "" }
        var properties = """
            <resourcetype><collection/><C:calendar/></resourcetype>\
            <displayname>\(collection.name)</displayname>
            """
        switch traits.changes {
        case .logWithData, .log:
            properties += """
                <sync-token>\(token(collection.seq))</sync-token><supported-report-set>\
                <supported-report><report><sync-collection/></report></supported-report>\
                </supported-report-set>
                """
        case .ctag: properties += "<CS:getctag>\(epoch)-\(collection.seq)</CS:getctag>"
        case .nothing: break
        }
        let href = traits.writesURLs ? Self.origin + path.replacing("o", with: "%6F") : path
        return """
            <response><href>\(href)</href><propstat><prop>\(properties)</prop>\
            <status>HTTP/1.1 200 OK</status></propstat></response>
            """
    }

    private func multistatus(_ responses: [String]) -> DAVReply {
        let body = """
            <multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" \
            xmlns:CS="http://calendarserver.org/ns/">\(responses.joined())</multistatus>
            """
        return DAVReply(status: 207, body: Array(body.utf8))
    }

    private func token(_ seq: Int) -> String { "urn:\(epoch):\(seq)" }
}

/// Reports.
extension ModelServer {
    func report(_ path: String, _ request: DAVRequest) -> Answer {
        guard let collection = collections[path], let root = try? parseXML(request.body) else {
            return Answer(reply: DAVReply(status: 404))
        }
        let data = root.first(DAV.prop)?.first(CalDAV.calendarData) != nil
        if root.name == CalDAV.calendarMultiget {
            return multiget(path, collection, root.all(DAV.href).map(\.text))
        }
        guard traits.changes == .log || traits.changes == .logWithData else {
            return Answer(reply: DAVReply(status: 501))
        }
        let since = root.first(DAV.syncToken)?.text ?? ""
        return changes(path, collection, since, data: data && traits.changes == .logWithData)
    }

    private func changes(
        _ path: String, _ collection: Collection, _ since: String, data: Bool
    ) -> Answer {
        var start = 0
        if !since.isEmpty {
            let parts = since.split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2 else { return badToken }
            start = parts[1]
            let isOld = parts[0] != epoch || start < collection.pruned
            // One that came from a page of a whole listing is good for going on with it.
            if isOld, traits.badToken != .silent || parts[0] != epoch { return badToken }
        }
        var names = collection.log.filter { $0.seq > start }.map { ($0.seq, $0.name) }
        if since.isEmpty {
            // Everything, in pages that the change log cannot tell apart.
            let logged = Set(collection.log.map(\.name))
            let others = collection.objects.keys.filter { !logged.contains($0) }.sorted()
            names = others.map { (collection.pruned, $0) } + names
            names.removeAll { collection.objects[$0.1] == nil }
        }
        var answer = Answer(reply: DAVReply(status: 207))
        var end = collection.seq
        // Pages end only where the token says exactly how far they went.
        let page = names.prefix(traits.page)
        if page.count < names.count, let last = page.last, last.0 > collection.pruned {
            names = Array(page)
            end = last.0
            answer.items.append(MultistatusItem(href: path, status: 507))
        }
        answer.items += names.map { item(path, $0.1, data: data) }
        answer.end = self.end(token(end))
        return answer
    }

    private var badToken: Answer {
        switch traits.badToken {
        case .forbidden, .silent: Answer(reply: DAVReply(status: 403))
        case .taken: Answer(reply: DAVReply(status: 409))
        case .unmet: Answer(reply: DAVReply(status: 412))
        case .serverError: Answer(reply: DAVReply(status: 500))
        case .emptyAnswer: Answer(reply: DAVReply(status: 207), end: end(nil))
        }
    }

    private func multiget(_ path: String, _ collection: Collection, _ hrefs: [String]) -> Answer {
        var hrefs = hrefs
        switch traits.multiget {
        case .works: break
        case .refused: return Answer(reply: DAVReply(status: 501))
        case .narrow: if hrefs.count > 2 { return Answer(reply: DAVReply(status: 507)) }
        case .forgetful: hrefs.removeLast(hrefs.count / 2)
        }
        var answer = Answer(reply: DAVReply(status: 207))
        for href in hrefs {
            guard let (folder, name) = place(href), folder == path else { continue }
            answer.items.append(item(path, name, data: true))
        }
        answer.end = end(nil)
        return answer
    }

    /// What is said of one object.
    private func item(_ path: String, _ name: String, data: Bool) -> MultistatusItem {
        guard let object = collections[path]?.objects[name] else {
            return MultistatusItem(href: path + name, status: 404)
        }
        var item = MultistatusItem(href: path + name)
        item.found.etag = etag(object)
        if data { item.found.calendarData = object.text }
        return item
    }

    private func end(_ token: String?) -> MultistatusEnd {
        let children = token.map { [XMLNode.element(XMLElement(DAV.syncToken, text: $0))] }
        return MultistatusEnd(
            XMLElement(DAV.multistatus, children: children ?? []), base: Self.origin)
    }
}
