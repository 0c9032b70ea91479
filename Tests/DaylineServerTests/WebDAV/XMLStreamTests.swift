import TestTools
import Testing
import WebDAV

/// Goal: how a document is cut into pieces on its way makes no difference.
struct XMLStreamTests {
    private static let item = XMLName("DAV:", "response")

    private static func read(
        _ bytes: [UInt8], piece: Int, limits: XMLLimits = XMLLimits()
    ) throws -> (items: [XMLElement], root: XMLElement) {
        let stream = XMLStream(limits: limits, items: item)
        var items: [XMLElement] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            items += try stream.read(bytes[start..<min(start + piece, bytes.count)])
        }
        let (last, root) = try stream.finish()
        return (items + last, root)
    }

    /// Method: one document with everything that can be cut (marks, characters of several bytes,
    /// references, CDATA), in pieces of every length; items and rest are those of the whole.
    @Test func piecesOfAnyLength() throws {
        let text = """
            \u{FEFF}<?xml version="1.0" encoding="utf-8"?>
            <m xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
            <response><href>/ä/😀</href>\
            <C:calendar-data>A&amp;B&#13;\r\n<![CDATA[<]]></C:calendar-data>
            </response><!-- <response/> --><other><response/></other>
            <response k="ü"/><sync-token>1</sync-token></m>
            """
        let bytes = Array(text.utf8)
        let whole = try parseXML(bytes)
        for piece in 1...bytes.count {
            let (items, root) = try Self.read(bytes, piece: piece)
            #expect(items == whole.all(Self.item), "pieces of \(piece)")
            #expect(
                root.elements == whole.elements.filter { $0.name != Self.item },
                "pieces of \(piece)")
        }
    }

    /// Method: an item is there when what follows it was read; nothing of it is in the root.
    @Test func itemsComeWhenTheyEnd() throws {
        let stream = XMLStream(items: Self.item)
        #expect(try stream.read("<m xmlns='DAV:'><response><href>a</href></resp".utf8) == [])
        let items = try stream.read("onse><response/><x/><other>0123456789</other>".utf8)
        #expect(items.map(\.text) == ["a", ""])
        let (last, root) = try stream.finish("<response/></m>".utf8)
        #expect(last == [XMLElement(Self.item)])
        #expect(root.elements.map(\.name.local) == ["x", "other"])
    }

    /// Method: limits are those of each item: many small ones pass, one large one does not.
    @Test func limitsAreThoseOfAnItem() throws {
        let limits = XMLLimits(nodes: 10, bytes: 20)
        func document(_ inside: String, times: Int) -> [UInt8] {
            let item = "<response>\(inside)</response>"
            return Array("<m xmlns='DAV:'>\(String(repeating: item, count: times))</m>".utf8)
        }
        let small = document("<a>0123456789</a> ", times: 1000)
        #expect(try Self.read(small, piece: 100, limits: limits).items.count == 1000)
        #expect(throws: XMLError.tooLong(limit: 20)) {
            try Self.read(
                document("<a>012345678901234567890</a>", times: 1), piece: 7, limits: limits)
        }
        #expect(throws: XMLError.tooManyNodes(limit: 10)) {
            let many = document(String(repeating: "<a/>", count: 10), times: 1)
            _ = try Self.read(many, piece: 7, limits: limits)
        }
        #expect(throws: XMLError.tooManyNodes(limit: 10)) {  // beside the items
            let many = "<m>" + String(repeating: "<a/>", count: 11) + "</m>"
            _ = try Self.read(Array(many.utf8), piece: 7, limits: limits)
        }
    }

    /// Method: a tag that never ends, fed in small pieces, is given up at a megabyte.
    @Test func endlessTag() throws {
        let stream = XMLStream(items: Self.item)
        _ = try stream.read("<m k='".utf8)
        #expect(throws: XMLError.tooLong(limit: 1 << 20)) {
            for _ in 0..<100 { _ = try stream.read(Array(repeating: 0x78, count: 16 << 10)) }
        }
        #expect(throws: XMLError.tooLong(limit: 1 << 20)) { try stream.finish() }
    }

    /// Method: documents that are cut off anywhere are errors, never a shorter list.
    @Test func cutOffAnywhere() throws {
        let bytes = Array("<m xmlns='DAV:'><response>ä</response><response/></m>".utf8)
        for length in 1..<bytes.count {
            #expect(throws: XMLError.self, "\(length) bytes") {
                try Self.read(Array(bytes[..<length]), piece: 5)
            }
        }
        #expect(throws: XMLError.empty) { try Self.read([], piece: 1) }
    }

    /// Method: random bytes for random bytes of a document: an answer or an error, in pieces as in
    /// one.
    @Test func randomBytes() {
        let document = Array(
            "<?xml version='1.0'?><m xmlns='DAV:' a='b'><response>x&lt;<b/></response></m>".utf8)
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<2000 {
            var bytes = document
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            let piece = Int.random(in: 1...bytes.count, using: &random)
            let cut = try? Self.read(bytes, piece: piece)
            let whole = try? Self.read(bytes, piece: bytes.count)
            let what =
                "seed \(seed), pieces of \(piece): \(String(decoding: bytes, as: UTF8.self))"
            #expect(cut?.items == whole?.items, "\(what)")
            #expect(cut?.root == whole?.root, "\(what)")
        }
    }
}
