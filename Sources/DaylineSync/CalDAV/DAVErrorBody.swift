import Core
import WebDAV

/// Why a server refused: `DAV:error` (RFC 4918 §16) and what else stands there for people.
struct DAVErrorBody: Hashable, Sendable {
    /// The names of the preconditions, in their order.
    var preconditions: [XMLName] = []
    /// A sentence for people, or empty.
    var sentence = ""
    /// The events that an overlap was refused for (docs/caldav-extensions.md), by their start.
    var clashes: [OverlapClash] = []
    /// How many there are in all.
    var overlaps = 0
    /// The object that has the same content, or the same UID, already.
    var other: String?

    /// Reads what `element` says, be it the `DAV:error` itself, or what it is in.
    ///
    /// - Parameter base: absolute path or URL that was asked.
    /// - Returns: nil when it says nothing.
    init?(in element: XMLElement, base: String) {
        let error = element.name == DAV.error ? element : element.first(DAV.error)
        for condition in error?.elements ?? [] { take(condition, base: base) }
        if sentence.isEmpty, let description = element.first(DAV.responsedescription)?.text {
            sentence = String(description.trimmingBlanks)
        }
        if preconditions.isEmpty, sentence.isEmpty { return nil }
    }

    /// The first precondition's name without namespace, as in `no-uid-conflict`; or empty.
    var precondition: String { preconditions.first?.local ?? "" }

    func has(_ name: XMLName) -> Bool { preconditions.contains(name) }

    private mutating func take(_ condition: XMLElement, base: String) {
        switch condition.name {
        case Sabre.message, Dayline.diagnostic:
            if sentence.isEmpty { sentence = String(condition.text.trimmingBlanks) }
            return
        case XMLName(Sabre.message.namespace, condition.name.local): return
        case Dayline.overlap:
            clashes = condition.all(Dayline.clash).prefix(SyncLimits.clashes).compactMap {
                Self.clash($0, base: base)
            }
            overlaps = condition.attribute("count").flatMap { Int($0) } ?? clashes.count
        case CalDAV.noUidConflict, Dayline.duplicate:
            other = other ?? condition.first(DAV.href).map { Href.path($0.text, from: base) }
        default: break
        }
        preconditions.append(condition.name)
    }

    private static func clash(_ element: XMLElement, base: String) -> OverlapClash? {
        guard let href = element.first(DAV.href)?.text,
            let shared = element.first(Dayline.shared),
            let start = shared.attribute("start").flatMap(instant),
            let end = shared.attribute("end").flatMap(instant), start <= end
        else { return nil }
        return OverlapClash(
            href: Href.path(href, from: base), title: element.first(Dayline.summary)?.text ?? "",
            shared: start..<end)
    }

    /// Reads `2026-12-08T09:30:00Z`.
    private static func instant(_ text: String) -> Instant? {
        let numbers = text.dropLast().split { "-T:".contains($0) }.compactMap { Int($0) }
        guard text.hasSuffix("Z"), numbers.count == 6 else { return nil }
        return LocalDateTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
            minute: numbers[4], second: numbers[5]
        ).map { Instant(seconds: $0.seconds) }
    }
}
