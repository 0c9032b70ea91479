import HTTPTypes
import WebDAV

extension CalDAVService {
    /// `DAV:principal-property-search` (RFC 3744 §9.4). An account finds itself alone: others
    /// are nobody's business.
    func principalSearch(_ body: XMLElement, _ exchange: DAVExchange) async throws -> DAVResponse {
        guard try Depth(exchange.headers, default: .zero) == .zero else {
            throw DAVFailure.badRequest
        }
        guard !body.all(DAV.propertySearch).isEmpty else { throw DAVFailure.badRequest }
        let request = try PropertyRequest(in: body) ?? .named([])
        let (options, zones) = (options, zones)
        let bytes = try await store.read(exchange.account) { store in
            let context = exchange.propertyContext(store, options, zones)
            var answer = MultistatusWriter()
            if Self.matches(body, context.identity.account) {
                let plan = PropertyPlan(
                    request, for: .principal, isMinimal: exchange.preferences.isMinimal)
                try plan.respond(
                    to: .principal, stored: try store.properties(of: .principal), context,
                    &answer)
            }
            answer.finish()
            return answer.takeBytes()
        }
        var response = DAVResponse(status: .multiStatus)
        response.headers[.contentType] = ContentType.xml
        response.body = .bytes(bytes)
        return response
    }

    /// Every search must match, or with `test="anyof"` one.
    private static func matches(_ body: XMLElement, _ account: Account) -> Bool {
        let results = body.all(DAV.propertySearch).map { search -> Bool in
            let wanted = search.first(DAV.match)?.text.trimmingSpaces.lowercased() ?? ""
            let properties = search.first(DAV.prop)?.elements.map(\.name) ?? []
            let how = search.first(DAV.match)?.attribute("match-type") ?? "contains"
            return !properties.isEmpty
                && properties.allSatisfy { property in
                    texts(of: property, account).contains { text in
                        switch how {
                        case "equals": text.lowercased() == wanted
                        case "starts-with": text.lowercased().hasPrefix(wanted)
                        case "ends-with": text.lowercased().hasSuffix(wanted)
                        default: wanted.isEmpty || text.lowercased().contains(wanted)
                        }
                    }
                }
        }
        return body.attribute("test") == "anyof"
            ? results.contains(true) : results.allSatisfy { $0 }
    }

    private static func texts(of property: XMLName, _ account: Account) -> [String] {
        switch property {
        case DAV.displayname: [account.displayName]
        case CS.emailAddressSet: account.email.map { [$0] } ?? []
        case CalDAV.calendarUserAddressSet:
            (account.email.map { ["mailto:\($0)"] } ?? [])
                + [Place.principal(account.name).path]
        case CalDAV.calendarUserType: ["INDIVIDUAL"]
        default: []
        }
    }

    /// `DAV:principal-search-property-set` (RFC 3744 §9.5).
    static var searchableProperties: DAVResponse {
        var xml = XMLWriter()
        xml.declaration()
        xml.open(DAV.principalSearchPropertySet)
        let properties = [
            (DAV.displayname, "Name"), (CS.emailAddressSet, "Email address"),
            (CalDAV.calendarUserAddressSet, "Calendar address"),
        ]
        for (name, description) in properties {
            xml.open(DAV.principalSearchProperty)
            xml.open(DAV.prop)
            xml.empty(name)
            xml.close(DAV.prop)
            xml.leaf(DAV.description, description, [(.language, "en")])
            xml.close(DAV.principalSearchProperty)
        }
        xml.close(DAV.principalSearchPropertySet)
        var response = DAVResponse(status: .ok)
        response.headers[.contentType] = ContentType.xml
        response.body = .bytes(xml.bytes)
        return response
    }
}
