import Core
import HTTPTypes
import WebDAV

extension CalDAVService {
    /// MKCALENDAR (RFC 4791 §5.3.1) and extended MKCOL (RFC 5689): a calendar, right in the home.
    func makeCollection(_ exchange: DAVExchange, _ root: XMLName) async throws -> DAVResponse {
        let edit = try collectionEdit(exchange, root)
        guard case .calendar(let name, _) = exchange.place else {
            throw DAVFailure(.forbidden, CalDAV.calendarCollectionLocationOk)
        }
        guard name.utf8.count <= CalDAVLimits.nameBytes else {
            throw DAVFailure(.forbidden, Dayline.limit)
        }
        if !edit.refusals.isEmpty { return Self.refused(edit, root) }
        let isOurs = exchange.headers[.daylineClient] != nil
        let conditions = try Conditions(exchange)
        return try await change(exchange) { store in
            guard try store.collection(named: name) == nil else {
                throw root == DAV.mkcol
                    ? DAVFailure(.methodNotAllowed, DAV.resourceMustBeNull)
                    : DAVFailure(.forbidden, DAV.resourceMustBeNull)
            }
            try conditions.checkNothing(at: exchange.place, store)
            guard try store.collections().count < CalDAVLimits.calendars else {
                throw DAVFailure(.insufficientStorage, Dayline.limit)
            }
            var zone: String?
            if case .set(let name)? = edit.zone { zone = name }
            let made = try store.createCollection(
                NewCollection(
                    name: name, components: edit.components ?? PropertyEdit.standardComponents,
                    policy: edit.policy ?? (isOurs ? .reject : .allow), zone: zone,
                    properties: edit.setProperties))
            guard made != nil else { throw DAVFailure(.forbidden, DAV.resourceMustBeNull) }
            var response = DAVResponse(status: .created)
            response.headers[.cacheControl] = "no-cache"
            return response
        }
    }

    /// What the body sets; without a body MKCALENDAR sets nothing.
    private func collectionEdit(
        _ exchange: DAVExchange, _ root: XMLName
    ) throws -> PropertyEdit {
        var edit = PropertyEdit(.calendar, isMaking: true, zones: zones)
        let body = try exchange.xml()
        if let body {
            guard body.name == root else { throw DAVFailure(.unsupportedMediaType) }
            edit.apply(body)
            edit.refuseMore(than: CalDAVLimits.properties, having: [])
        }
        // A collection that is no calendar could hold nothing here.
        if root == DAV.mkcol, !edit.names.contains(DAV.resourcetype) {
            throw DAVFailure(.forbidden, DAV.validResourcetype)
        }
        return edit
    }

    /// RFC 5689 §3.
    private static func refused(_ edit: PropertyEdit, _ root: XMLName) -> DAVResponse {
        var xml = XMLWriter()
        xml.declaration()
        let name = root == DAV.mkcol ? DAV.mkcolResponse : CalDAV.mkcalendarResponse
        xml.open(name)
        edit.writeOutcome(&xml)
        xml.close(name)
        var response = DAVResponse(status: .forbidden)
        response.headers[.contentType] = ContentType.xml
        response.body = .bytes(xml.bytes)
        return response
    }
}
