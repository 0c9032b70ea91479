import Core
import HTTPTypes
import WebDAV

/// Tells what an object clashes with, and how far was looked.
///
///     <L:overlap count="1">
///       <L:clash>
///         <D:href>…</D:href><L:summary>…</L:summary>
///         <L:mine start="2026-12-01T09:00:00Z" end="…"/>
///         <L:theirs start="…" end="…"/>
///         <L:shared start="…" end="…"/>
///       </L:clash>
///       <L:whole-life/>   or   <L:proven-until>2036-12-01T00:00:00Z</L:proven-until>
///     </L:overlap>
struct OverlapRefusal {
    private let found: FoundOverlaps
    private let calendar: CalendarCollection
    private let account: String

    init(_ found: FoundOverlaps, _ calendar: CalendarCollection, account: String) {
        self.found = found
        self.calendar = calendar
        self.account = account
    }

    var failure: DAVFailure {
        var failure = DAVFailure(.conflict, element)
        failure.headers[.daylineOverlapHorizon] =
            found.provenUntil.map(\.description) ?? "whole-life"
        return failure
    }

    private var element: XMLElement {
        let horizon =
            found.provenUntil.map { XMLElement(Dayline.provenUntil, text: $0.description) }
            ?? XMLElement(Dayline.wholeLife)
        return XMLElement(
            Dayline.overlap, attributes: [XMLName("", "count"): String(found.count)],
            children: (found.clashes.map(clash) + [horizon]).map { .element($0) })
    }

    private func clash(_ clash: FoundOverlaps.Clash) -> XMLElement {
        let path = Place.object(
            clash.resource.name, calendar: calendar.name, account: account
        ).path
        let (mine, theirs) = (clash.mine, clash.theirs)
        let start = max(mine.lowerBound, theirs.lowerBound)
        let shared = start..<max(start, min(mine.upperBound, theirs.upperBound))
        let parts = [
            XMLElement(DAV.href, text: path), XMLElement(Dayline.summary, text: clash.title),
            span(Dayline.mine, mine), span(Dayline.theirs, theirs),
            span(Dayline.shared, shared),
        ]
        return XMLElement(Dayline.clash, children: parts.map { .element($0) })
    }

    private func span(_ name: XMLName, _ span: Range<Instant>) -> XMLElement {
        XMLElement(
            name,
            attributes: [
                XMLName("", "start"): span.lowerBound.description,
                XMLName("", "end"): span.upperBound.description,
            ])
    }
}
