import Core
import WebDAV

@testable import DaylineSync

/// A CalDAV server as a value: what it has, and how it answers.
struct ModelServer: Sendable {
    struct Object: Hashable, Sendable {
        var text: [UInt8]
        var revision: Int
    }

    struct Entry: Hashable, Sendable {
        let seq: Int
        let name: String
    }

    struct Collection: Sendable {
        var name: String
        var color: String?
        var objects: [String: Object] = [:]
        var log: [Entry] = []
        var seq = 0
        /// Up to this change the log has holes.
        var pruned = 0
    }

    /// What the client is given.
    struct Answer: Sendable {
        var reply: DAVReply
        /// Of a 207 that is streamed.
        var items: [MultistatusItem] = []
        var end: MultistatusEnd?
    }

    static let origin = "https://cal.test"
    static let home = "/home/"

    let traits: ServerTraits
    /// Objects that the account may have.
    var quota: Int
    var collections: [String: Collection] = ["/home/one/": Collection(name: "one")]
    /// Grows whenever tokens become invalid.
    var epoch = 1
    /// Counts everything that was written.
    var revision = 0
    /// First answers by the name of the operation, and what they were given to.
    var answered: [String: (request: DAVRequest, reply: DAVReply)] = [:]
    /// How often each operation was carried out.
    var carriedOut: [String: Int] = [:]
    var requests = 0

    init(_ traits: ServerTraits) {
        self.traits = traits
        quota = traits.quota
    }

    mutating func answer(_ request: DAVRequest) -> Answer {
        requests += 1
        let path = Href.path(request.target, from: Self.origin + "/")
        var answer: Answer
        switch request.method {
        case "OPTIONS": answer = Answer(reply: DAVReply(status: 200))
        case "PROPFIND": answer = propfind(path, request)
        case "REPORT": answer = report(path, request)
        case "GET": answer = Answer(reply: get(path))
        default: answer = Answer(reply: change(path, request))
        }
        if traits.knowsOperations { answer.reply.headers["dav"] = "1, calendar-access, dayline-1" }
        if answer.reply.url.isEmpty { answer.reply.url = Self.origin + path }
        return answer
    }

    /// Splits the path of an object.
    func place(_ path: String) -> (collection: String, name: String)? {
        guard let slash = path.dropLast().lastIndex(of: "/") else { return nil }
        let end = path.index(after: slash)
        return (String(path[..<end]), String(path[end...]))
    }

    func object(_ path: String) -> Object? {
        guard let (collection, name) = place(path) else { return nil }
        return collections[collection]?.objects[name]
    }

    func etag(_ object: Object) -> String? {
        switch traits.etags {
        case .strong, .notOnPut: "\"\(object.revision)\""
        case .weak: "W/\"\(object.revision)\""
        case .missing: nil
        case .unmatched: "\"\(object.revision)-gzip\""
        }
    }

    private func get(_ path: String) -> DAVReply {
        guard let object = object(path) else { return DAVReply(status: 404) }
        return DAVReply(
            status: 200, headers: etag(object).map { ["etag": $0] } ?? [:], body: object.text)
    }

    /// Marks in everything that is there.
    var marks: Set<Int> {
        collections.values.reduce(into: []) { marks, collection in
            for object in collection.objects.values { marks.formUnion(Text.marks(object.text)) }
        }
    }

    var objectCount: Int { collections.values.reduce(0) { $0 + $1.objects.count } }
}

/// Changes.
extension ModelServer {
    private mutating func change(_ path: String, _ request: DAVRequest) -> DAVReply {
        guard traits.knowsOperations, let id = request.header("Dayline-Operation") else {
            return carryOut(path, request)
        }
        if let first = answered[id] {
            guard first.request.method == request.method, first.request.target == request.target,
                first.request.body == request.body
            else { return DAVReply(status: 422) }
            return first.reply
        }
        let reply = carryOut(path, request)
        // What failed on the server's side is not remembered.
        if reply.status < 500 { answered[id] = (request, reply) }
        if reply.status / 100 == 2 { carriedOut[id, default: 0] += 1 }
        return reply
    }

    private mutating func carryOut(_ path: String, _ request: DAVRequest) -> DAVReply {
        let reply =
            switch request.method {
            case "PUT": put(path, request)
            case "DELETE": delete(path, request)
            case "MOVE": move(path, request)
            case "MKCALENDAR": make(path, request)
            case "PROPPATCH": patch(path, request)
            default: DAVReply(status: 405)
            }
        guard traits.refusesInside, request.method == "PUT", reply.status / 100 == 4,
            ![404, 409, 412].contains(reply.status)
        else { return reply }
        let error = String(decoding: reply.body, as: UTF8.self)
        let body = """
            <multistatus xmlns="DAV:"><response><href>\(path)</href>\
            <status>HTTP/1.1 \(reply.status) No</status>\(error)</response></multistatus>
            """
        return DAVReply(status: 207, body: Array(body.utf8))
    }

    /// The status that a failed precondition is answered with.
    private func unmet(_ path: String, _ request: DAVRequest) -> Int? {
        let object = object(path)
        if request.header("If-None-Match") != nil {
            if !traits.createsOnly { return 400 }
            if object != nil { return 412 }
        }
        guard let wanted = request.header("If-Match") else { return nil }
        guard let object, traits.etags != .unmatched else { return 412 }
        return wanted == "\"\(object.revision)\"" ? nil : 412
    }

    private mutating func put(_ path: String, _ request: DAVRequest) -> DAVReply {
        if let status = unmet(path, request) { return DAVReply(status: status) }
        guard let (collection, name) = place(path), collections[collection] != nil else {
            return DAVReply(status: 409)
        }
        if request.body.firstRange(of: Array("POISON".utf8)) != nil {
            return refusal(403, "<C:valid-calendar-data/>")
        }
        let isNew = object(path) == nil
        if let other = takenUID(request.body, by: path, in: collection) {
            return refusal(403, "<C:no-uid-conflict><D:href>\(other)</D:href></C:no-uid-conflict>")
        }
        if isNew, objectCount >= quota { return DAVReply(status: 507) }
        let text = traits.rewrites ? Self.rewrite(request.body) : request.body
        let object = store(text, collection, name)
        var reply = DAVReply(status: isNew ? 201 : 204)
        if traits.etags != .notOnPut, !traits.rewrites, let etag = etag(object) {
            reply.headers["etag"] = etag
        }
        return reply
    }

    @discardableResult
    mutating func store(_ text: [UInt8], _ collection: String, _ name: String) -> Object {
        revision += 1
        let object = Object(text: text, revision: revision)
        collections[collection]?.objects[name] = object
        log(collection, name)
        return object
    }

    private mutating func delete(_ path: String, _ request: DAVRequest) -> DAVReply {
        if collections[path] != nil {
            collections[path] = nil
            return DAVReply(status: 204)
        }
        guard object(path) != nil else { return DAVReply(status: 404) }
        if let status = unmet(path, request) { return DAVReply(status: status) }
        remove(path)
        return DAVReply(status: 204)
    }

    mutating func remove(_ path: String) {
        guard let (collection, name) = place(path) else { return }
        collections[collection]?.objects[name] = nil
        log(collection, name)
    }

    private mutating func move(_ path: String, _ request: DAVRequest) -> DAVReply {
        guard traits.moves else { return DAVReply(status: 405) }
        guard let object = object(path) else { return DAVReply(status: 404) }
        if let status = unmet(path, request) { return DAVReply(status: status) }
        let destination = Href.path(request.header("Destination") ?? "", from: Self.origin)
        guard let (collection, name) = place(destination), collections[collection] != nil else {
            return DAVReply(status: 409)
        }
        if self.object(destination) != nil { return DAVReply(status: 412) }
        if traits.uids == .oncePerCalendar,
            let other = takenUID(object.text, by: destination, in: collection)
        {
            return refusal(403, "<C:no-uid-conflict><D:href>\(other)</D:href></C:no-uid-conflict>")
        }
        store(object.text, collection, name)
        remove(path)
        return DAVReply(status: 201)
    }

    private mutating func make(_ path: String, _ request: DAVRequest) -> DAVReply {
        guard collections[path] == nil else { return DAVReply(status: 405) }
        collections[path] = Collection(name: Self.displayName(request) ?? path)
        return DAVReply(status: 201)
    }

    private mutating func patch(_ path: String, _ request: DAVRequest) -> DAVReply {
        guard collections[path] != nil else { return DAVReply(status: 404) }
        if let name = Self.displayName(request) { collections[path]?.name = name }
        let body = """
            <multistatus xmlns="DAV:"><response><href>\(path)</href><propstat><prop/>\
            <status>HTTP/1.1 200 OK</status></propstat></response></multistatus>
            """
        return DAVReply(status: 207, body: Array(body.utf8))
    }

    private mutating func log(_ collection: String, _ name: String) {
        guard var changed = collections[collection] else { return }
        changed.seq += 1
        changed.log.removeAll { $0.name == name }
        changed.log.append(Entry(seq: changed.seq, name: name))
        while changed.log.count > traits.log {
            changed.pruned = max(changed.pruned, changed.log.removeFirst().seq)
        }
        collections[collection] = changed
    }

    /// The place of another object with the UID, where that is not allowed.
    private func takenUID(_ text: [UInt8], by path: String, in collection: String) -> String? {
        guard traits.uids != .any, let uid = Text.uid(text) else { return nil }
        for (folder, content) in collections {
            guard traits.uids == .once || folder == collection else { continue }
            for (name, object) in content.objects
            where folder + name != path && Text.uid(object.text) == uid { return folder + name }
        }
        return nil
    }

    private static func rewrite(_ text: [UInt8]) -> [UInt8] {
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\r\n")
        return Array(
            lines.filter { !$0.hasPrefix("X-SERVER") }
                .map { $0 == "END:VEVENT" ? "X-SERVER:was here\r\nEND:VEVENT" : $0 }
                .joined(separator: "\r\n").utf8) + [13, 10]
    }

    private static func displayName(_ request: DAVRequest) -> String? {
        let text = String(decoding: request.body, as: UTF8.self)
        guard let start = text.firstRange(of: "displayname>") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "<" })
    }

    private func refusal(_ status: Int, _ condition: String) -> DAVReply {
        let body = """
            <D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">\(condition)</D:error>
            """
        return DAVReply(status: status, body: Array(body.utf8))
    }
}
