import FuzzSupport
import WebDAV

/// Bytes as a document: how it is cut makes no difference, and a tree that was read is written so
/// that it is read as the same. The first byte is the length of the pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXML(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: count)
    guard let length = bytes.first else { return 0 }
    let document = Array(bytes.dropFirst())
    let whole = try? XMLStream(items: DAV.response).finish(document)
    let cut = try? read(document, pieces: Int(length) + 1)
    require(cut?.items == whole?.items, "another cut gives other items")
    require(cut?.root == whole?.root, "another cut gives another root")
    guard let root = try? parseXML(document) else { return 0 }
    require((try? parseXML(root.serialized())) == root, "what was written is read differently")
    return 0
}

private func read(
    _ document: [UInt8], pieces length: Int
) throws -> (items: [XMLElement], root: XMLElement) {
    let stream = XMLStream(items: DAV.response)
    var items: [XMLElement] = []
    for start in stride(from: 0, to: document.count, by: length) {
        items += try stream.read(document[start..<min(start + length, document.count)])
    }
    let (last, root) = try stream.finish()
    return (items + last, root)
}
