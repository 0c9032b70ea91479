/// Spans of single events, or lives of recurring ones, found by the time that they touch.
///
/// Sorted by start within each order of magnitude of length: what touches a moment began no
/// earlier than the longest of its class before it, so a question costs a few buckets a class
/// and what it finds. Buckets keep a change cheap.
struct SpanTable<Value: Hashable & Sendable>: Sendable {
    struct Element: Sendable {
        let span: Range<Int>
        let value: Value
    }

    private struct Bucket: Hashable {
        let length: Int
        let number: Int
    }

    /// The longest of each class: 2 hours, 12 hours, 4 days, 32 days, 256 days, 8 years,
    /// everything; and over what time the starts in one of its buckets lie. Seconds.
    private static var classes: [(longest: Int, bucket: Int)] {
        [
            (7200, 604_800), (43_200, 604_800), (345_600, 604_800), (2_764_800, 604_800),
            (22_118_400, 5_529_600), (252_460_800, 63_115_200), (.max, .max),
        ]
    }

    private var buckets: [Bucket: [Element]] = [:]
    /// How many there are of each class.
    private var counts = [Int](repeating: 0, count: Self.classes.count)
    private(set) var count = 0
    /// The start of what starts first, and the end of what ends last.
    private var start = Int.max
    private(set) var end = Int.min

    mutating func insert(_ span: Range<Int>, _ value: Value) {
        let key = Self.bucket(of: span)
        let place = Self.place(of: span.lowerBound, in: buckets[key, default: []])
        buckets[key, default: []].insert(Element(span: span, value: value), at: place)
        counts[key.length] += 1
        count += 1
        start = min(start, span.lowerBound)
        end = max(end, span.upperBound)
    }

    /// Takes one of them out again; what is not there stays away.
    mutating func remove(_ span: Range<Int>, _ value: Value) {
        let key = Self.bucket(of: span)
        let index = buckets[key]?.firstIndex { $0.span == span && $0.value == value }
        guard let index else { return }
        buckets[key]?.remove(at: index)
        if buckets[key]?.isEmpty == true { buckets[key] = nil }
        counts[key.length] -= 1
        count -= 1
    }

    /// Calls `body` with all that touch a span.
    func forEach(touching wanted: Range<Int>, _ body: (Element) -> Void) {
        guard count > 0 else { return }
        let span = wanted.clamped(to: start..<end)
        if span.isEmpty { return }
        for (length, kind) in Self.classes.enumerated() where counts[length] > 0 {
            let isLongest = kind.longest == .max
            let first = isLongest ? .min : span.lowerBound - kind.longest
            let numbers =
                isLongest
                ? 0...0
                : Self.number(first, kind.bucket)...Self.number(span.upperBound - 1, kind.bucket)
            for number in numbers {
                guard let elements = buckets[Bucket(length: length, number: number)] else {
                    continue
                }
                var index = Self.place(of: first, in: elements)
                while index < elements.count, elements[index].span.lowerBound < span.upperBound {
                    if elements[index].span.overlaps(span) { body(elements[index]) }
                    index += 1
                }
            }
        }
    }

    /// All of them, in no order.
    func forEach(_ body: (Element) -> Void) {
        for elements in buckets.values { elements.forEach(body) }
    }

    private static func bucket(of span: Range<Int>) -> Bucket {
        let length = classes.firstIndex { span.count <= $0.longest } ?? classes.count - 1
        let isLongest = length == classes.count - 1
        return Bucket(
            length: length,
            number: isLongest ? 0 : number(span.lowerBound, classes[length].bucket))
    }

    private static func number(_ seconds: Int, _ bucket: Int) -> Int {
        CivilDate.floorDiv(seconds, bucket)
    }

    /// The index of the first element that does not begin before `start`.
    private static func place(of start: Int, in elements: [Element]) -> Int {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].span.lowerBound < start { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
