import HTTPTypes
import WebDAV

extension CalDAVService {
    /// PROPPATCH (RFC 4918 §9.2): all of it or nothing.
    func proppatch(_ exchange: DAVExchange) async throws -> DAVResponse {
        guard let body = try exchange.xml(DAV.propertyupdate) else {
            throw DAVFailure.badRequest
        }
        let conditions = try Conditions(exchange)
        let zones = zones
        return try await change(exchange) { store in
            let subject = try store.subject(at: exchange.place)
            guard let owner = subject.owner else { throw DAVFailure(.forbidden) }
            try conditions.check(subject, store)
            var edit = PropertyEdit(subject.kind, isMaking: false, zones: zones)
            edit.apply(body)
            guard !edit.names.isEmpty else { throw DAVFailure.badRequest }
            edit.refuseMore(
                than: CalDAVLimits.properties, having: try store.properties(of: owner))
            if edit.refusals.isEmpty { try store.apply(edit, to: subject, owner) }
            return Self.answer(edit, at: subject, exchange)
        }
    }

    private static func answer(
        _ edit: PropertyEdit, at subject: PropertySubject, _ exchange: DAVExchange
    ) -> DAVResponse {
        if edit.refusals.isEmpty, exchange.preferences.isMinimal {
            var response = DAVResponse(status: .ok)  // RFC 8144 §2.1
            response.headers[.preferenceApplied] = "return=minimal"
            return response
        }
        var answer = MultistatusWriter()
        answer.response(href: exchange.place.path) { edit.writeOutcome(&$0) }
        answer.finish()
        var response = DAVResponse(status: .multiStatus)
        response.headers[.contentType] = ContentType.xml
        response.body = .bytes(answer.takeBytes())
        return response
    }
}

extension StoreWriting {
    fileprivate func apply(
        _ edit: PropertyEdit, to subject: PropertySubject, _ owner: PropertyOwner
    ) throws {
        if case .calendar(let calendar) = subject, edit.policy != nil || edit.zone != nil {
            try updateCollection(calendar.id, policy: edit.policy, zone: edit.zone)
        }
        let removed = edit.removed.map { (namespace: $0.namespace, name: $0.local) }
        guard !removed.isEmpty || !edit.setProperties.isEmpty else { return }
        try setProperties(edit.setProperties, remove: removed, of: owner)
    }
}
