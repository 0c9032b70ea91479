import Core

/// Merged stretches of time, each with how sure it is that it is taken.
struct BusyPeriods: Sendable {
    /// `FBTYPE` (RFC 5545 §3.2.9), the surest first.
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case busy = "BUSY"
        case unavailable = "BUSY-UNAVAILABLE"
        case tentative = "BUSY-TENTATIVE"
    }

    private let window: Range<Instant>
    private var spans: [Kind: [Range<Instant>]] = [:]

    init(_ busy: [BusyTime], in window: Range<Instant>) {
        self.window = window
        for time in busy { add(time.span, time.isTentative ? .tentative : .busy) }
    }

    mutating func add(_ span: Range<Instant>, _ kind: Kind) {
        let inside = span.clamped(to: window)
        if !inside.isEmpty { spans[kind, default: []].append(inside) }
    }

    /// Of each kind those stretches that no surer kind takes, by their starts.
    func merged() -> [(kind: Kind, spans: [Range<Instant>])] {
        var taken: [Range<Instant>] = []
        return Kind.allCases.compactMap { kind in
            let own = Self.union(spans[kind] ?? [])
            let left = own.flatMap { Self.subtracting(taken, from: $0) }
            taken = Self.union(taken + own)
            return left.isEmpty ? nil : (kind, left)
        }
    }

    /// Sorted, without gaps of no length.
    private static func union(_ spans: [Range<Instant>]) -> [Range<Instant>] {
        var merged: [Range<Instant>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, span.lowerBound <= last.upperBound {
                let end = max(last.upperBound, span.upperBound)
                merged[merged.count - 1] = last.lowerBound..<end
            } else {
                merged.append(span)
            }
        }
        return merged
    }

    /// What is left of a span without others, which are sorted and apart.
    private static func subtracting(
        _ others: [Range<Instant>], from span: Range<Instant>
    ) -> [Range<Instant>] {
        var left: [Range<Instant>] = []
        var start = span.lowerBound
        for other in others where other.overlaps(span) {
            if other.lowerBound > start { left.append(start..<other.lowerBound) }
            start = max(start, other.upperBound)
        }
        if start < span.upperBound { left.append(start..<span.upperBound) }
        return left
    }
}

extension BusyPeriods {
    /// A `VCALENDAR` with one `VFREEBUSY`.
    func calendar(stamp: Instant) -> Component {
        var properties = [
            Property.time(.dtstamp, .utc(stamp)), .time(.dtstart, .utc(window.lowerBound)),
            .time(.dtend, .utc(window.upperBound)),
        ]
        for (kind, spans) in merged() {
            for span in spans {
                let (start, end) = (CalendarTime.utc(span.lowerBound), span.upperBound)
                properties.append(
                    Property(
                        .freebusy, "\(start.valueText)/\(CalendarTime.utc(end).valueText)",
                        parameters: kind == .busy ? [] : [Parameter("FBTYPE", kind.rawValue)]))
            }
        }
        return Component(
            "VCALENDAR",
            properties: [
                Property(.version, "2.0"), .text(.prodid, CalendarObject.productID),
            ], components: [Component("VFREEBUSY", properties: properties)])
    }
}
