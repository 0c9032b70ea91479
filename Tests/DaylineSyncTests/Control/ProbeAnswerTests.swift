import Control
import Foundation
import Settings
import Testing

@testable import DaylineSync

/// Goal: what `probe` prints is as the manual says, and can be read again. Method: the very text.
struct ProbeAnswerTests {
    static let rows: [(ProbeAnswer, String)] = [
        (
            .found(
                ProbeReport(
                    home: "https://a/", tls: "TLS", capabilities: ["multiget"],
                    calendars: [ProbeCalendar(name: "Work", href: "/w/", color: "#4a90d9")])),
            ##"{"found":{"calendars":[{"color":"#4a90d9","href":"/w/","isReadOnly":false,"##
                + ##""name":"Work"}],"capabilities":["multiget"],"home":"https://a/","##
                + ##""tls":"TLS"}}"##
        ),
        (
            .found(ProbeReport(home: "http://a/", tls: nil)),
            #"{"found":{"calendars":[],"capabilities":[],"home":"http://a/"}}"#
        ),
        (
            .failed(ProbeFailure(reason: .noCalendars, text: "none")),
            #"{"failed":{"reason":"noCalendars","text":"none"}}"#
        ),
    ]

    @Test("as JSON, and back", arguments: rows.indices)
    func json(_ index: Int) throws {
        let (answer, text) = Self.rows[index]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(answer), as: UTF8.self) == text)
        #expect(ProbeAnswer(json: Array(text.utf8)) == answer)
    }

    @Test("what is none", arguments: ["", "{}", "[]", #"{"found":{}}"#, #"{"other":{}}"#])
    func others(_ text: String) { #expect(ProbeAnswer(json: Array(text.utf8)) == nil) }

    @Test(
        "by what a server is known",
        arguments: [
            (nil, nil, "TLS 1.2 or newer, verified by the system's authorities"),
            ("/ca.pem", nil, "TLS 1.2 or newer, verified by the system's authorities or /ca.pem"),
            (nil, "p", "TLS 1.2 or newer, verified by the system's authorities, and by its pin"),
        ] as [(String?, String?, String)])
    func security(_ authority: String?, _ pin: String?, _ text: String) {
        var account = AccountSettings(name: "a", url: "https://a/")
        (account.certificateAuthority, account.pin) = (authority, pin)
        #expect(Probe.security(account) == text)
    }
}
