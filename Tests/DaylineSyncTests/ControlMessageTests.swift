import Control
import Foundation
import Testing

/// Goal: what goes over the control socket is what `dayline-sync(1)` says, and comes back as it was.
struct ControlMessageTests {
    @Test(
        "requests and messages as JSON",
        arguments: [
            (ControlRequest.status, #"{"status":{}}"#),
            (.sync(account: "work"), #"{"sync":{"account":"work"}}"#),
            (.snooze(alert: "a1", seconds: 600), #"{"snooze":{"alert":"a1","seconds":600}}"#),
        ])
    func requests(_ request: ControlRequest, _ json: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(request), as: UTF8.self) == json)
        let read = try JSONDecoder().decode(ControlRequest.self, from: Data(json.utf8))
        #expect(read == request)
    }
}
