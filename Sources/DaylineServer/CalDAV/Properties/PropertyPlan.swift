import WebDAV

/// How a request for properties is answered for resources of one kind. Made once, it is used for
/// any number of them.
///
/// For a report over objects:
///
///     let plan = PropertyPlan(request, for: .object, isMinimal: prefer.isMinimal)
///     let dead = plan.needsStored ? try store.resourceProperties(in: calendar.id) : [:]
///     try plan.respond(
///         to: .object(info, in: calendar, data: text), stored: dead[info.id] ?? [],
///         context, &answer)
///
/// It writes `DAV:response` with the href, a `DAV:propstat` with status 200, and one with 404 for
/// what is not there. `plan.wantsData` says whether `CALDAV:calendar-data` is asked for at all.
struct PropertyPlan: Sendable {
    private enum Entry: Sendable {
        case live(LiveProperty)
        case stored(XMLName)
    }

    private let request: PropertyRequest
    private let entries: [Entry]
    /// Whether the 404 propstat is left out (RFC 8144 §2.1).
    private let isMinimal: Bool
    /// Whether `stored` of `respond` is looked at.
    let needsStored: Bool

    init(_ request: PropertyRequest, for kind: ResourceKind, isMinimal: Bool) {
        self.request = request
        self.isMinimal = isMinimal
        let table = LiveProperties.table(kind)
        switch request {
        case .named(let names):
            entries = names.map { name in table[name].map { .live($0) } ?? .stored(name) }
        case .all(let including):
            let live = LiveProperties.list(kind).filter {
                $0.isInAllprop || including.contains($0.name)
            }
            entries = live.map { .live($0) }
        case .names:
            entries = LiveProperties.list(kind).map { .live($0) }
        }
        needsStored =
            switch request {
            case .all, .names: true
            case .named(let names):
                names.contains { table[$0] == nil || StoredNames.isStored($0) }
            }
    }

    /// Whether `CALDAV:calendar-data` is named.
    var wantsData: Bool {
        if case .named(let names) = request { names.contains(CalDAV.calendarData) } else { false }
    }

    /// Writes the `DAV:response` of a resource.
    ///
    /// - Parameter stored: its properties in the store; may be empty unless `needsStored`.
    func respond(
        to subject: PropertySubject, stored: [StoredProperty], _ context: PropertyContext,
        _ answer: inout MultistatusWriter
    ) throws {
        answer.xml.open(DAV.response)
        answer.xml.leaf(DAV.href, subject.path(account: context.account))
        try write(subject, stored: stored, context, &answer.xml)
        answer.xml.close(DAV.response)
    }

    /// Writes the `DAV:propstat` elements of a resource.
    func write(
        _ subject: PropertySubject, stored: [StoredProperty], _ context: PropertyContext,
        _ xml: inout XMLWriter
    ) throws {
        if case .names = request { return writeNames(subject, stored, context, &xml) }
        var missing: [XMLName] = []
        xml.open(DAV.propstat)
        xml.open(DAV.prop)
        for entry in entries {
            switch entry {
            case .live(let property):
                if let own = stored.first(named: property.name) {
                    xml.raw(own.xml)
                } else if try !property.write(subject, context, &xml) {
                    missing.append(property.name)
                }
            case .stored(let name):
                if let own = stored.first(named: name) {
                    xml.raw(own.xml)
                } else {
                    missing.append(name)
                }
            }
        }
        if case .all(let including) = request {
            writeDead(subject, stored, &xml)
            let table = LiveProperties.table(subject.kind)
            missing = including.filter { table[$0] == nil && stored.first(named: $0) == nil }
        }
        xml.close(DAV.prop)
        xml.status(200)
        xml.close(DAV.propstat)
        guard !missing.isEmpty, !isMinimal else { return }
        xml.propstat(404) { xml in
            for name in missing { xml.empty(name) }
        }
    }

    /// Those that no live property stands for.
    private func writeDead(
        _ subject: PropertySubject, _ stored: [StoredProperty], _ xml: inout XMLWriter
    ) {
        let table = LiveProperties.table(subject.kind)
        for property in stored where table[property.xmlName] == nil { xml.raw(property.xml) }
    }

    private func writeNames(
        _ subject: PropertySubject, _ stored: [StoredProperty], _ context: PropertyContext,
        _ xml: inout XMLWriter
    ) {
        xml.propstat(200) { xml in
            let live = LiveProperties.list(subject.kind).map(\.name)
            for name in live where name != CalDAV.calendarData { xml.empty(name) }
            for property in stored where !live.contains(property.xmlName) {
                xml.empty(property.xmlName)
            }
        }
    }
}

extension StoredProperty {
    var xmlName: XMLName { XMLName(namespace, name) }
}

extension [StoredProperty] {
    func first(named name: XMLName) -> StoredProperty? {
        first { $0.name == name.local && $0.namespace == name.namespace }
    }
}
