import TestTools
import Testing
import WebDAV

struct XMLWriterTests {
    /// Goal: the bytes are as clients expect them. Method: one small document, in full.
    @Test func aDocument() {
        var xml = XMLWriter()
        xml.declaration()
        xml.open(DAV.multistatus)
        xml.leaf(DAV.href, "/a&b", [(XMLName("", "k"), "\"<")])
        xml.empty(CalDAV.calendar)
        xml.leaf(XMLName("urn:x", "y"), "z", [(.language, "de")])
        xml.close(DAV.multistatus)
        let root = """
            <D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" \
            xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/" \
            xmlns:L="https://dayline.dev/ns/" xmlns:P="https://bitfire.at/webdav-push">
            """
        #expect(
            String(decoding: xml.bytes, as: UTF8.self)
                == """
                <?xml version="1.0" encoding="utf-8"?>
                \(root)<D:href k="&quot;&lt;">/a&amp;b</D:href><C:calendar/>\
                <y xmlns="urn:x" xml:lang="de">z</X></D:multistatus>
                """.replacing("</X>", with: "</y>"))
    }

    /// Goal: text comes back as it was, but for what XML cannot hold. Method: one text per row,
    /// through the writer and the reader.
    @Test(
        "text",
        arguments: [
            ("BEGIN:VEVENT\r\nSUMMARY:a\tb\r\n", "BEGIN:VEVENT\r\nSUMMARY:a\tb\r\n"),
            ("]]> & <b> \"'", "]]> & <b> \"'"),
            ("a\0b\u{1}c\u{8}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
            ("\u{FFFF}x\u{FFFE}", "\u{FFFD}x\u{FFFD}"),
            ("\u{FFFD}\u{F900}日本😀", "\u{FFFD}\u{F900}日本😀"),  // others that begin with EF
        ])
    func text(_ text: String, _ expected: String) throws {
        var xml = XMLWriter()
        xml.leaf(DAV.displayname, text)
        #expect(Array(try parseXML(xml.bytes).text.utf8) == Array(expected.utf8))
        var fromBytes = XMLWriter()
        fromBytes.leaf(DAV.displayname, utf8: Array(text.utf8))
        #expect(fromBytes.bytes == xml.bytes)
    }

    /// Goal: an element written alone is read back the same, inside another document too.
    /// Method: random trees over few names, namespaces and texts; the seed is printed.
    @Test(arguments: 0..<50) func serializedTrees(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let tree = Self.tree(&random, depth: 4)
        #expect(try parseXML(tree.serialized()) == tree, "seed \(seed)")
        var xml = XMLWriter()
        xml.open(DAV.prop)
        xml.raw(tree.serialized())
        xml.close(DAV.prop)
        #expect(try parseXML(xml.bytes).elements == [tree], "seed \(seed)")
    }

    private static func tree(_ random: inout SplitMix, depth: Int) -> XMLElement {
        func name(_ namespaces: [String]) -> XMLName {
            XMLName(
                namespaces.randomElement(using: &random) ?? "",
                ["a", "b", "c-d"].randomElement(using: &random) ?? "a")
        }
        var element = XMLElement(name(["DAV:", "urn:x", "", "http://apple.com/ns/ical/"]))
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            element.attributes[name(["", "urn:y", "urn:x"])] = "v\"\n"
        }
        guard depth > 0 else { return element }
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            element.children.append(.element(tree(&random, depth: depth - 1)))
            if Bool.random(using: &random) { element.children.append(.text(" t\r\n&")) }
        }
        return element
    }

    /// Goal: what is taken away in pieces is the whole document.
    @Test func pieces() throws {
        var answer = MultistatusWriter()
        var whole: [UInt8] = []
        var count = 0
        for number in 0..<5000 {
            answer.response(href: "/\(number)", status: 404)
            guard answer.isFull else { continue }
            let piece = answer.takeBytes()
            #expect(piece.count < MultistatusWriter.pieceLength + 500)
            whole += piece
            count += 1
        }
        answer.finish()
        whole += answer.takeBytes()
        #expect(count > 3)
        #expect(try parseXML(whole).all(DAV.response).count == 5000)
    }
}
