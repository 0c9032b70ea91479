import Core
import Testing

/// Goal: capabilities are flags that do not run into each other.
@Test("every capability has a bit of its own")
func capabilityBits() {
    let all: [ServerCapabilities] = [
        .syncCollection, .syncData, .move, .operations, .createOnly, .makeCalendar,
        .notifications, .multiget,
    ]
    #expect(Set(all.map(\.rawValue)).count == all.count)
    #expect(all.allSatisfy { $0.rawValue.nonzeroBitCount == 1 })
}
