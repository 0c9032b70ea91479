import Testing
import WebDAV

struct XMLReaderTests {
    /// Goal: names are what the namespace rules make of them. Method: one spelling per row, all
    /// of the same document.
    @Test(
        "one document, many spellings",
        arguments: [
            "<D:a xmlns:D='DAV:'><D:b k='1'>t</D:b></D:a>",  // a prefix
            "<a xmlns='DAV:'><b k='1'>t</b></a>",  // the default
            "<D:a xmlns:D='DAV:'><b xmlns='DAV:' k='1'>t</b></D:a>",  // declared further in
            "<x:a xmlns:x='DAV:' xmlns:y='DAV:'><y:b k='1'>t</y:b></x:a>",  // two prefixes
            "<q:a xmlns:q='DAV:'><q:b xmlns:q='DAV:' k='1'>t</q:b></q:a>",  // declared again
            "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?>\n<a xmlns='DAV:'><b k='1'>t</b></a>",
            "<a xmlns='DAV:'><!-- <!DOCTYPE x> --><b k='1'><![CDATA[t]]></b><?go on?></a>",
            "<a xmlns='DAV:'><b k='&#49;'>&#x74;</b></a>",  // references
            "\r\n <?xml version='1.0'?>\n<a xmlns='DAV:'><b k='1'>t</b></a>",  // blank lines first
            "<a xmlns='DAV:'><?go?><b k='1'>t</b></a>",  // an instruction with nothing in it
        ])
    func spellings(_ text: String) throws {
        let inner = XMLElement(
            XMLName("DAV:", "b"), attributes: [XMLName("", "k"): "1"], children: [.text("t")])
        let expected = XMLElement(XMLName("DAV:", "a"), children: [.element(inner)])
        #expect(try parseXML(Array(text.utf8)) == expected)
    }

    /// Goal: a default namespace does not reach attributes, `xmlns=""` takes it away, `xml:lang`
    /// is known without declaration, a prefix holds for the attributes of its own element.
    @Test func namespacesOfAttributes() throws {
        let text = """
            <p:a xmlns:p='urn:p' xmlns='DAV:' p:k='1' k='2' xml:lang='de'><b xmlns=''/></p:a>
            """
        let root = try parseXML(Array(text.utf8))
        #expect(
            root.attributes == [
                XMLName("urn:p", "k"): "1", XMLName("", "k"): "2", .language: "de",
            ])
        #expect(root.elements.map(\.name) == [XMLName("", "b")])
    }

    /// Goal: what is refused, and why. Method: one document per row.
    @Test(
        "refused",
        arguments: [
            ("", XMLError.empty),
            (" \n", .empty),
            ("<!DOCTYPE a><a/>", .documentType),
            ("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", .documentType),
            ("<a><!ENTITY x 'y'></a>", .documentType),  // in no place at all
            ("<a/><!DOCTYPE a>", .documentType),
            ("<!-- c --><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", .documentType),
            ("<?xml version='1.0' encoding='utf-7'?><a/>", .encoding),
            ("<?xml version='1.0' encoding = \"iso-8859-1\"?><a/>", .encoding),
            ("<\0a\0/\0>\0", .encoding),  // UTF-16
            ("<a>\0</a>", .encoding),
            ("hello", .encoding),
            ("<a>", .malformed(line: 1)),
            ("<a/><b/>", .malformed(line: 1)),
            ("<a/>x", .malformed(line: 1)),
            ("<?xml?><a/>", .malformed(line: 1)),
            ("<", .malformed(line: 1)),
            ("<a><?go", .malformed(line: 1)),
            ("<a><?<![CDATA[x]]><?p?></a>", .malformed(line: 1)),
            ("<a b='<!-- '><?p?></a>", .malformed(line: 1)),
            ("<a><b></a></b>", .malformed(line: 1)),
            ("<a>&b;</a>", .malformed(line: 1)),  // an entity that nothing declares
            ("<p:a/>", .malformed(line: 1)),  // a prefix that nothing declares
            ("<a p:k=''/>", .malformed(line: 1)),
            ("<a k='1' k='2'/>", .malformed(line: 1)),
        ])
    func refused(_ text: String, _ reason: XMLError) {
        #expect { try parseXML(Array(text.utf8)) } throws: { error in
            switch (error as? XMLError, reason) {
            case (.malformed, .malformed): true
            case (let error, _): error == reason
            }
        }
    }

    /// Goal: no foreign byte is taken for a character. Method: each kind of place of a document in
    /// turn holds a byte that is no UTF-8.
    @Test(arguments: [
        "<a>@</a>", "<@/>", "<a @='x'/>", "<a b='@'/>", "<@:a/>", "<a xmlns:@='x'/>",
        "<a xmlns='@'/>", "<a xmlns:p='@'/>", "<p:a xmlns:p='x' p:@='y'/>", "<a><!-- @ --></a>",
        "<a><?@ x?></a>", "<a><![CDATA[@]]></a>", "<a>&@;</a>", "<a/>@",
    ])
    func bytesThatAreNoUTF8AreRefused(_ text: String) {
        for bytes in [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF5]] as [[UInt8]] {
            let document = text.utf8.flatMap { $0 == UInt8(ascii: "@") ? bytes : [$0] }
            #expect(throws: XMLError.encoding) { try parseXML(document) }
        }
    }

    /// Goal: each limit holds at its value and not one below. Method: the largest document that
    /// passes, and the smallest that does not.
    @Test func limits() throws {
        let limits = XMLLimits(depth: 3, nodes: 6, bytes: 60, attributes: 2)
        func read(_ text: String) throws { _ = try parseXML(Array(text.utf8), limits: limits) }
        try read("<a><b><c/></b></a>")
        #expect(throws: XMLError.tooDeep(limit: 3)) { try read("<a><b><c><d/></c></b></a>") }
        try read("<a><b/><b/><b/><b/><b/></a>")
        #expect(throws: XMLError.tooManyNodes(limit: 6)) {
            try read("<a><b/><b/><b/><b/><b/><b/></a>")
        }
        try read("<a b='' c=''/>")
        #expect(throws: XMLError.tooManyAttributes(limit: 2)) { try read("<a b='' c='' d=''/>") }
        try read("<a>" + String(repeating: "x", count: 53) + "</a>")
        #expect(throws: XMLError.tooLong(limit: 60)) {
            try read("<a>" + String(repeating: "x", count: 54) + "</a>")
        }
    }

    /// Goal: a document made of one open tag after the other ends at the depth limit.
    @Test func endlessDepth() {
        let text = String(repeating: "<a>", count: 100_000)
        #expect(throws: XMLError.tooDeep(limit: 64)) { try parseXML(Array(text.utf8)) }
    }
}
