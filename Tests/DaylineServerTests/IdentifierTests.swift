import Core
import Testing

@testable import DaylineServer

/// Goal: ids of events sort by time and read back. Method: one law per row.
@Suite("identifiers of the store")
struct IdentifierTests {
    static let random: [UInt8] = Array(repeating: 0xFF, count: 10)

    @Test("a UUIDv7 holds the time, its version and its variant")
    func layout() {
        let id = EventID(at: WallTime(milliseconds: 0x0192_F8A0_7C1E), random: Self.random)
        #expect(id.text == "0192f8a0-7c1e-7fff-bfff-ffffffffffff")
        #expect(EventID(text: id.text) == id)
    }

    @Test(
        "what is no UUID is refused",
        arguments: [
            "",
            "0192f8a0-7c1e-7fff-bfff-fffffffffff",  // a digit short
            "0192f8a0-7c1e-7fff-bfff-fffffffffffg",  // no digit
            "0192f8a007c1e-7fff-bfff-ffffffffffff",  // a hyphen missing
        ])
    func refused(_ text: String) {
        #expect(EventID(text: text) == nil)
    }

    @Test(
        "seconds are rounded down",
        arguments: [(1999, 1), (0, 0), (-1, -1), (-1000, -1)])
    func seconds(_ milliseconds: Int, _ expected: Int) {
        #expect(WallTime(milliseconds: milliseconds).instant == Instant(seconds: expected))
    }
}
