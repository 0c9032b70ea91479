import Core
import Sample

extension Kernel {
    /// 10,000 events of the generator, from bytes to the tree of components. Their properties are
    /// found, and read when somebody asks for them.
    static let parsing = Kernel("parse", unit: "byte", units: { sample.count }) {
        let bytes = sample
        return { events(parseICalendar(bytes)).count }
    }

    /// The same, and what a calendar shows of each event: UID, title, start, end or length, place
    /// and rule as values.
    static let reading = Kernel("read", unit: "byte", units: { sample.count }) {
        let bytes = sample
        return { events(parseICalendar(bytes)).reduce(0) { $0 &+ values(of: $1) } }
    }

    private static func events(_ parsed: ParsedCalendars) -> [Component] {
        parsed.components.flatMap { $0.components("VEVENT") }
    }

    /// A number that depends on all of them.
    private static func values(of event: Component) -> Int {
        var sum = 0
        for name in [PropertyName.uid, .summary, .location] {
            sum &+= event.firstText(name)?.utf8.count ?? 0
        }
        for name in [PropertyName.dtstart, .dtend] {
            if let time = try? event.first(name)?.time() { sum &+= time.wallClock.seconds }
        }
        if let length = try? event.first(.duration)?.duration() { sum &+= length.seconds }
        if let text = event.first(.rrule)?.rawValue,
            let rule = try? RecurrenceRule(parsing: text)
        {
            sum &+= rule.interval
        }
        return sum
    }

    /// The day is fixed, so that the bytes are the same in every run and on every machine.
    private static let sample: [UInt8] = {
        var generator = Generator(seed: 10, today: 20_000)
        generator.calendar(count: 10_000)
        return generator.bytes
    }()
}
