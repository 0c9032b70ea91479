import TestTools
import Testing

@testable import DaylineSync

/// Goal: the notification channel comes back whatever happens, and never twice. Method: a table of
/// what happens and what is done, then random inputs.
@Suite("notification channel") struct LinkTests {
    private typealias Step = (LinkInput, [LinkAction])

    private static let broken = LinkClosure(reason: .broken, text: "")
    private static let change = LinkMessage.change(topic: "t", collection: "/c/", cursor: "e-2")
    private static let opening: [LinkAction] = [.open(since: nil), .wait(.seconds(30))]

    private static let connected: [Step] = [
        (.available, opening),
        (.opened, [.becameLive, .wait(.seconds(75))]),
        (
            .heard(.hello(cursor: "e-1")),
            [.tell(.hello(cursor: "e-1")), .wait(.seconds(75))]
        ),
    ]

    private static let tables: [(String, [Step])] = [
        (
            "messages move the cursor",
            connected + [
                (.heard(change), [.tell(change), .wait(.seconds(75))]),
                (.heard(nil), [.wait(.seconds(75))]),  // the server's ping
                (.closed(broken), [.becameDeaf, .wait(.milliseconds(500))]),
                (.timerFired, [.open(since: "e-2"), .wait(.seconds(30))]),
            ]
        ),
        (
            "silence ends a connection",
            connected + [
                (.timerFired, [.close]),
                (.closed(broken), [.becameDeaf, .wait(.milliseconds(500))]),
            ]
        ),
        (
            "an attempt does not take for ever",
            [
                (.available, opening), (.timerFired, [.close]),
                (.closed(broken), [.wait(.milliseconds(500))]), (.timerFired, opening),
            ]
        ),
        (
            "after sleep the connection has to show that it lives",
            connected + [
                (.woke, [.ping, .wait(.seconds(5))]), (.woke, []),  // asked already
                (.heard(nil), [.wait(.seconds(75))]),
                (.woke, [.ping, .wait(.seconds(5))]), (.timerFired, [.close]),
                (.closed(broken), [.becameDeaf, .wait(.milliseconds(500))]),
            ]
        ),
        (
            "after sleep nothing waits",
            [
                (.available, opening), (.closed(broken), [.wait(.milliseconds(500))]),
                (.woke, [.cancelWait] + opening),
            ]
        ),
        (
            "failures wait longer",
            [
                (.available, opening), (.closed(broken), [.wait(.milliseconds(500))]),
                (.timerFired, opening), (.closed(broken), [.wait(.seconds(1))]),
                (.timerFired, opening), (.closed(broken), [.wait(.seconds(2))]),
                (.timerFired, opening), (.closed(broken), [.wait(.seconds(4))]),
                (.timerFired, opening), (.opened, [.becameLive, .wait(.seconds(75))]),
                // a server that drops everybody at once is not to be stormed
                (.closed(broken), [.becameDeaf, .wait(.seconds(8))]),
                (.timerFired, opening), (.opened, [.becameLive, .wait(.seconds(75))]),
                (
                    .closed(LinkClosure(reason: .broken, text: "", lasted: .seconds(31))),
                    [.becameDeaf, .wait(.milliseconds(500))]
                ),
            ]
        ),
        (
            "the server's wish counts",
            [
                (.available, opening),
                (
                    .closed(LinkClosure(reason: .refused(after: .seconds(120)), text: "429")),
                    [.wait(.seconds(120))]
                ),
                (.timerFired, opening),
                (.closed(LinkClosure(reason: .absent, text: "404")), [.wait(.seconds(900))]),
            ]
        ),
        (
            "a cursor that the server cannot read is given up",
            connected + [
                (
                    .closed(LinkClosure(reason: .wrongCursor, text: "400")),
                    [.becameDeaf, .wait(.milliseconds(500))]
                ),
                (.timerFired, opening),
            ]
        ),
        (
            "switched off",
            connected + [
                (.unavailable, [.cancelWait, .close, .becameDeaf]),
                (.closed(broken), []), (.timerFired, []), (.woke, []),
                (
                    .available,
                    [
                        .open(since: "e-1"), .wait(.seconds(30)),
                    ]
                ),
                (.unavailable, [.cancelWait, .close]), (.unavailable, []),
            ]
        ),
    ]

    @Test("tables", arguments: tables.indices) func table(_ index: Int) {
        let (name, steps) = Self.tables[index]
        var link = Link()
        for (number, step) in steps.enumerated() {
            let actions = link.handle(step.0, jitter: 0.5)
            #expect(actions == step.1, "\(name), step \(number + 1)")
        }
    }

    @Test(
        "pauses",
        arguments: [
            (1, 0.0, Duration.milliseconds(50)), (1, 0.999, .milliseconds(999)),
            (3, 0.5, .seconds(2)), (6, 0.5, .seconds(16)), (7, 0.5, .seconds(30)),
            (1000, 0.5, .seconds(30)),
        ])
    func pauses(_ failures: Int, _ jitter: Double, _ expected: Duration) {
        #expect(Link.pause(failures: failures, jitter: jitter) == expected)
    }

    /// Goal: there is never a second connection, and a link that is on never stands still. Method:
    /// random inputs; connections end only when they were begun.
    @Test("any order", arguments: 1...200 as ClosedRange<UInt64>) func anyOrder(_ seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var link = Link()
        var isOpen = false
        var hasTimer = false
        let inputs: [LinkInput] = [
            .available, .unavailable, .timerFired, .opened, .heard(nil), .heard(Self.change),
            .woke, .closed(Self.broken),
        ]
        for _ in 0..<200 {
            guard let input = inputs.randomElement(using: &generator) else { continue }
            switch input {
            case .closed:
                guard isOpen else { continue }
                isOpen = false
            case .opened: guard isOpen else { continue }
            case .timerFired:
                guard hasTimer else { continue }
                hasTimer = false
            case .available, .unavailable, .heard, .woke: break
            }
            for action in link.handle(input, jitter: 0.5) {
                switch action {
                case .open:
                    #expect(!isOpen, "seed \(seed)")
                    isOpen = true
                case .wait: hasTimer = true
                case .cancelWait: hasTimer = false
                case .close, .ping, .becameLive, .becameDeaf, .tell: break
                }
            }
            // What a connection says that was given up is not told any more.
            if link.state == .off { isOpen = false }
            #expect(link.state == .off || hasTimer || isOpen, "seed \(seed), \(link)")
        }
    }
}
