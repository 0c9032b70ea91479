import Core
import Sample

extension Kernel {
    /// 10,000 events of the generator, from bytes to the tree of components and properties.
    static let parsing = Kernel("parse", unit: "byte", units: { sample.count }) {
        let bytes = sample
        return {
            let parsed = parseICalendar(bytes)
            return parsed.components.reduce(0) { $0 + lines(of: $1) }
        }
    }

    /// The day is fixed, so that the bytes are the same in every run and on every machine.
    private static let sample: [UInt8] = {
        var generator = Generator(seed: 10, today: 20_000)
        generator.calendar(count: 10_000)
        return generator.bytes
    }()

    /// Visits everything, because what nobody asks for might not have been read.
    private static func lines(of component: Component) -> Int {
        component.components.reduce(component.properties.count) { $0 + lines(of: $1) }
    }
}
