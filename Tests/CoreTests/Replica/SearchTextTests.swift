import Testing

@testable import Core

/// Goal: the form of texts and queries in the search index.
struct SearchTextTests {
    @Test(
        "texts",
        arguments: [
            ("Lunch with Mina", "Lunch with Mina"),  // left to SQLite
            ("회의실", "회의 의실 실"),  // pairs, and the last one for itself
            ("점", "점"),  // a run of one
            ("IT팀 회의", "IT 팀 회의 의"),  // runs end at other letters
            ("3시에", "3 시에 에"),
            ("東京タワー", "東京 京タ タワ ワー ー"),  // kanji and kana are one run
            ("Café", "Café"),  // SQLite folds it
            ("치과", "치과 과"),  // composed first
            ("ｶﾞｷﾞ ＡＢ", "ガギ ギ AB"),  // common width
            ("a\0b회", "a b 회"),  // a NUL would end the text
            ("葛\u{E0100}飾", "葛飾 飾"),  // variants are the same letter
        ])
    func texts(_ text: String, _ indexed: String) {
        #expect(SearchText.indexed(text) == indexed)
    }

    @Test(
        "queries",
        arguments: [
            ("lun mina", #""lun" * AND "mina" *"#),  // each word by its beginning
            ("회", #""회" *"#),  // begins a pair
            ("회의", #""회의" *"#),
            ("회의실", #""회의 의실" *"#),  // open: more may follow
            ("IT팀장", #""IT 팀장" *"#),
            ("팀A", #""팀 A" *"#),  // closed by what follows
            (#"say "NEAR" OR -x*"#, #""say" * AND "NEAR " * AND "OR" * AND "x " *"#),
            ("title:x", #""title x" *"#),
        ])
    func queries(_ text: String, _ expression: String) {
        #expect(SearchText.query(text) == expression)
    }

    @Test("nothing that the index could know", arguments: ["", "  ", "***", "\"\"", "🎂 -", "\0"])
    func noQuery(_ text: String) { #expect(SearchText.query(text) == nil) }

    @Test("limits: words, characters, bytes")
    func limits() {
        let words = String(repeating: "a ", count: 90)
        #expect(SearchText.query(words)?.split(separator: "\"").filter { $0 == "a" }.count == 16)
        let long = String(repeating: "가", count: 1000)
        #expect((SearchText.query(long)?.count ?? 0) < ReplicaLimits.searchLength * 3 + 10)
        // 가 has 3 bytes: 10 bytes hold three of them whole.
        #expect(SearchText.indexed(long, limit: 10) == "가가 가가 가")
        #expect(SearchText.indexed("abcdef", limit: 3) == "abc")
    }
}
