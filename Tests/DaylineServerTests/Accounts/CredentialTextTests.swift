import Foundation
import Testing

@testable import DaylineServer

/// Goal: what is typed or sent is read exactly. Method: tables of texts.
@Suite("texts of credentials") struct CredentialTextTests {
    @Test(
        "user names",
        arguments: [
            ("a", true), ("ada.lovelace_1-x", true),
            (String(repeating: "a", count: 64), true),
            (String(repeating: "a", count: 65), false),  // a path segment has to stay short
            ("", false), (".", false), ("..", false),  // not a way out of a directory
            ("...", false), (".a", true),
            ("Ada", false), ("ä", false), ("a/b", false), ("a b", false), ("a%2f", false),
            ("a\0", false), ("а", false),  // Cyrillic, looks like the Latin letter
        ])
    func names(_ text: String, isName: Bool) {
        #expect((AccountName(text) != nil) == isName)
    }

    /// Goal: a token survives being written down, and a slip is noticed. Method: every byte of the
    /// text of one token changed.
    @Test func tokensAreReadBack() throws {
        let token = TokenText { (0..<$0).map { UInt8($0 * 37 & 255) } }
        #expect(token.text.utf8.count == 73)
        #expect(TokenText(token.text) == token)
        for index in token.text.indices {
            var wrong = token.text
            wrong.replaceSubrange(index...index, with: token.text[index] == "x" ? "y" : "x")
            #expect(TokenText(wrong) == nil, "\(wrong)")
        }
        #expect(TokenText(token.text + "0") == nil)
        #expect(TokenText(String(token.text.dropLast())) == nil)
    }

    /// Goal: the secret may hold the character that separates the parts. Method: bytes whose
    /// base64 is all underscores.
    @Test func underscoresInTheSecret() {
        let token = TokenText { Array(repeating: 0xFF, count: $0) }
        #expect(token.text.contains("______"))
        #expect(TokenText(token.text) == token)
    }

    /// Goal: other programs can check a token. Method: the value that zlib's crc32 gives.
    @Test func checkIsCRC32() {
        let token = TokenText { Array(repeating: 0, count: $0) }
        #expect(
            token.text == "dl1_0000000000000000_" + String(repeating: "A", count: 43)
                + "_0b9c504c")
    }

    private static let token = TokenText { Array(repeating: 7, count: $0) }

    @Test(
        "the header field",
        arguments: [
            ("Basic YWRhOnB3", .password(name: "ada", password: Array("pw".utf8))),
            ("basic  YWRhOnB3", .password(name: "ada", password: Array("pw".utf8))),  // RFC 9110
            ("BASIC YWRhOmE6Yg==", .password(name: "ada", password: Array("a:b".utf8))),
            ("Basic YWRhOg==", .password(name: "ada", password: [])),
            ("Basic YWRh", nil),  // no colon
            ("Basic YWRhOnB3!", nil),  // no base64
            ("Basic", nil), ("", nil), ("Digest x", nil),
            ("Bearer \(token.text)", .token(token, name: nil)),
            ("Bearer \(token.text.dropLast())0", nil), ("Bearer x", nil),
            (
                AccountFixture.basic("ada", token.text), .token(token, name: "ada")
            ),
            ("Basic " + String(repeating: "A", count: 4096), nil),  // too long to look at
            (AccountFixture.basic("a", String(repeating: "p", count: 1025)), nil),
        ] as [(String, ShownCredential?)])
    func header(_ field: String, _ expected: ShownCredential?) {
        #expect(ShownCredential(field) == expected)
    }

    @Test(
        "addresses that count as one",
        arguments: [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
            ("2001:0db8:0001:0002::", "2001:db8:1:2::/64"),  // leading zeros
            ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
            ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"),
            ("::ffff:192.0.2.7", "192.0.2.7"),  // the same peer on a socket for both
            ("", ""), ("unix", "unix"), ("1:2:3", "1:2:3"), ("::1::2", "::1::2"),
        ])
    func groups(_ address: String, _ group: String) {
        #expect(AddressGroup(address).text == group)
    }
}
