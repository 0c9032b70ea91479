import Testing

@testable import DaylineSync

/// The answer to `_caldavs._tcp.example.org` of a type, with records that come after the question
/// (RFC 1035 §4.1).
private func message(_ type: UInt16, _ records: [[UInt8]]) -> [UInt8] {
    let head: [UInt16] = [0x1234, 0x8180, 1, UInt16(records.count), 0, 0]
    return numbers(head) + name("_caldavs._tcp.example.org") + numbers([type, 1])
        + records.flatMap(\.self)
}

/// A record of the name that was asked for, unless its owner is given.
private func record(
    _ type: UInt16, _ data: [UInt8], owner: [UInt8] = [0xC0, 12], kind: UInt16 = 1,
    length: Int? = nil
) -> [UInt8] {
    owner + numbers([type, kind, 0, 300, UInt16(length ?? data.count)]) + data
}

private func server(_ order: [UInt16], _ host: [UInt8]) -> [UInt8] {
    record(33, numbers(order) + host)
}

private func text(_ strings: String...) -> [UInt8] {
    record(16, strings.flatMap { [UInt8($0.utf8.count)] + $0.utf8 })
}

private func numbers(_ numbers: [UInt16]) -> [UInt8] {
    numbers.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
}

private func name(_ text: String) -> [UInt8] {
    text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + $0.utf8 } + [0]
}

/// `a.example.org`, its end where the question has it.
private let short: [UInt8] = [1, 0x61, 0xC0, 26]

/// Goal: what DNS says about a service is read as RFC 1035, 2782 and 6763 have it, and nothing that
/// it can send does harm.
/// Method: messages written down byte by byte, whole and cut off at every byte.
struct ServiceAnswerTests {
    static let answers: [([UInt8], [ServiceRecord], String?)] = [
        (
            message(
                33, [server([10, 5, 8443], name("dav.example.org")), server([0, 1, 443], short)]),
            [
                ServiceRecord(host: "dav.example.org", port: 8443, priority: 10, weight: 5),
                ServiceRecord(host: "a.example.org", port: 443, priority: 0, weight: 1),
            ], nil
        ),
        // The name that was asked for is another one's: what comes with it counts.
        (
            message(
                33, [record(5, [1, 0x73, 0xC0, 26]), server([1, 0, 443], name("x.example.org"))]),
            [ServiceRecord(host: "x.example.org", port: 443, priority: 1)], nil
        ),
        // “There is no such service” (RFC 2782).
        (message(33, [server([0, 0, 0], [0])]), [], nil),
        // No such name.
        (message(33, []), [], nil),
        // The first one of a key counts, in any case (RFC 6763 §6.4); the value is what follows.
        (message(16, [text("txtvers=1", "PATH=/dav/?a=b", "path=/other")]), [], "/dav/?a=b"),
        // A key without a value, an empty string, another one's record.
        (message(16, [text("path", "", "v=spf1 a:")]), [], nil),
        // Of another network than the internet.
        (message(33, [record(33, numbers([0, 1, 443]) + short, kind: 3)]), [], nil),
        // Names that lead to themselves, forwards, or nowhere.
        (message(33, [record(33, [0, 0], owner: [0xC0, 43])]), [], nil),
        (message(33, [server([0, 1, 443], [0xC0, 61])]), [], nil),
        (message(33, [server([0, 1, 443], [0xFF, 0xFF])]), [], nil),
        (message(33, [server([0, 1, 443], [0x80, 0])]), [], nil),
        // A label with a dot would be another host.
        (message(33, [server([0, 1, 443], [3, 0x61, 0x2E, 0x62, 0xC0, 26])]), [], nil),
        // Longer than what there is; shorter than what it says.
        (message(33, [record(33, numbers([0, 1, 443]) + short, length: 12)]), [], nil),
        (message(33, [record(33, numbers([0, 1, 443]) + short + [7])]), [], nil),
        (message(16, [record(16, [200, 0x70])]), [], nil),
        ([], [], nil),
    ]

    @Test(arguments: answers)
    func reading(_ message: [UInt8], _ records: [ServiceRecord], _ path: String?) {
        var answer = ServiceAnswer()
        answer.read(message)
        #expect(answer == ServiceAnswer(records: records, path: path))
    }

    @Test("a message that is cut off says less, and nothing else")
    func cutOff() {
        for (message, records, path) in Self.answers {
            for length in message.indices {
                var answer = ServiceAnswer()
                answer.read(Array(message[..<length]))
                #expect(records.starts(with: answer.records))
                #expect(answer.path == nil || answer.path == path)
            }
        }
    }

    @Test(
        "whom to ask",
        arguments: [
            ("example.org", "_caldavs._tcp.example.org"),
            ("mina@Example.org", "_caldavs._tcp.example.org"),
            ("https://example.org/", "_caldavs._tcp.example.org"),
            // Whoever says http has no TLS, and asks for the service without.
            ("http://example.org", "_caldav._tcp.example.org"),
            // They say themselves where it is.
            ("https://example.org/dav/", nil), ("example.org:8443", nil),
            ("http://example.org:8080", nil),
            // DNS does not know them.
            ("localhost", nil), ("dav.localhost", nil), ("192.0.2.1", nil), ("[2001:db8::1]", nil),
        ])
    func service(_ address: String, _ service: String?) {
        #expect(AccountAddress(address)?.service == service)
    }

    @Test("the service without TLS is without TLS, and nothing else leads there")
    func plain() {
        let answer = ServiceAnswer(
            records: [ServiceRecord(host: "dav.example.org", port: 8080)], path: "/dav/")
        let places = { (address: String) in
            AccountAddress(address)?.candidates(answer).first?.text
        }
        #expect(places("http://example.org") == "http://dav.example.org:8080/dav/")
        #expect(places("https://example.org") == "https://dav.example.org:8080/dav/")
    }
}
