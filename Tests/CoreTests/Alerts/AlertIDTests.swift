import Testing

@testable import Core

/// Goal: what names an alert can be written by a person and is read back as it was.
struct AlertIDTests {
    @Test(
        "names that are read",
        arguments: [
            "12.1795435200.20261123T120000", "12.-5.", "1.0.20261123", "1.0.20261123T120000Z",
        ])
    func read(_ text: String) throws {
        #expect(try #require(AlertID(text)).description == text)
    }

    @Test(
        "names that are none",
        arguments: ["", "12", "12.5", "a.5.", "1.b.", "1.2.3.4", "1.2.x", "1.999999999999999."])
    func refused(_ text: String) { #expect(AlertID(text) == nil) }
}
