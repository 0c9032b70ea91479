extension CalendarObject {
    /// What a made calendar calls itself.
    public static let productID = "-//Dayline//Dayline//EN"

    /// Takes a calendar apart into objects, one per UID, in the order of the file.
    ///
    /// Each gets the `VTIMEZONE`s that it names, `VERSION`, `PRODID` and `CALSCALE`. A component
    /// without UID gets one made from its content, so that importing it twice finds it again. A
    /// component outside a `VCALENDAR` counts as a calendar of its own.
    public static func split(
        _ calendar: Component
    ) -> (objects: [CalendarObject], diagnostics: [Diagnostic]) {
        let all = calendar.name == "VCALENDAR" ? calendar.components : [calendar]
        var diagnostics: [Diagnostic] = []
        var order: [String] = []
        var groups: [String: [Component]] = [:]
        var zones: [Component] = []
        for var component in all {
            if component.name == "VTIMEZONE" {
                zones.append(component)
                continue
            }
            let uid = uid(of: &component, &diagnostics)
            if groups[uid] == nil { order.append(uid) }
            groups[uid, default: []].append(component)
        }
        let header = headerProperties(of: calendar)
        var objects: [CalendarObject] = []
        for uid in order {
            let components = groups[uid] ?? []
            let object = CalendarObject(
                calendar: Component(
                    "VCALENDAR", properties: header,
                    components: named(by: components, zones) + components),
                uid: UID(uid), components: components)
            diagnostics += object.diagnostics
            objects.append(object)
        }
        return (objects, diagnostics)
    }

    /// `VERSION`, `PRODID` and `CALSCALE`, the first two made when missing.
    static func headerProperties(of calendar: Component) -> [Property] {
        let isCalendar = calendar.name == "VCALENDAR"
        let product = isCalendar ? calendar.first(.prodid) : nil
        let scale = isCalendar ? calendar.first(.calscale) : nil
        // Whatever version it was (vCalendar says 1.0): what is kept is read as iCalendar.
        return [Property(.version, "2.0"), product ?? .text(.prodid, productID)]
            + (scale.map { [$0] } ?? [])
    }

    /// The zones that the times of `components` name.
    private static func named(by components: [Component], _ zones: [Component]) -> [Component] {
        guard !zones.isEmpty else { return [] }
        var names = Set<String>()
        for property in components.lazy.flatMap(\.properties) {
            if let name = property.parameter("TZID") { names.insert(name) }
        }
        return zones.filter { zone in
            zone.first(.tzid).map { names.contains($0.text) || names.contains($0.rawValue) }
                ?? false
        }
    }

    /// The UID of a component; gives it one when it has none.
    private static func uid(
        of component: inout Component, _ diagnostics: inout [Diagnostic]
    ) -> String {
        if let uid = component.first(.uid)?.text, !uid.isEmpty { return uid }
        let uid = contentUID(component.bytes)
        diagnostics.append(.event(.missingUID, line: component.line, .warning))
        component.set(.text(.uid, uid))
        return uid
    }

    /// Two FNV-1a hashes as 32 hexadecimal digits: the same for the same content.
    private static func contentUID(_ bytes: [UInt8]) -> String {
        var hashes: (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F)
        for byte in bytes {
            hashes.0 = (hashes.0 ^ UInt64(byte)) &* 0x100_0000_01B3
            hashes.1 = (hashes.1 ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
        }
        let digits = [hashes.0, hashes.1].map { hash in
            let text = String(hash, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return "dayline-" + digits.joined()
    }
}
