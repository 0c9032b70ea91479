/// Reads a document into a tree.
///
/// - Parameter bytes: UTF-8, with or without byte order mark and XML declaration.
/// - Throws: the first thing that is wrong with it.
public func parseXML(
    _ bytes: [UInt8], limits: XMLLimits = XMLLimits()
) throws(XMLError) -> XMLElement {
    try XMLStream(limits: limits).finish(bytes).root
}
