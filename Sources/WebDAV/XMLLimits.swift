/// How large a document may be. Everything that a stranger sends has a limit.
public struct XMLLimits: Hashable, Sendable {
    /// Elements inside each other.
    public var depth: Int
    /// Elements, attributes and pieces of text together.
    public var nodes: Int
    /// Length of the document.
    public var bytes: Int
    /// Of one element.
    public var attributes: Int

    public init(
        depth: Int = 64, nodes: Int = 200_000, bytes: Int = 8 << 20, attributes: Int = 64
    ) {
        self.depth = depth
        self.nodes = nodes
        self.bytes = bytes
        self.attributes = attributes
    }
}

/// Why a document was not read.
public enum XMLError: Error, Hashable, Sendable {
    /// There is nothing in it.
    case empty
    /// Not well-formed (XML 1.0 §2.1), or a prefix that nothing declares.
    case malformed(line: Int)
    /// A document type or entity declaration: refused, whatever it says.
    case documentType
    /// Something else than UTF-8.
    case encoding
    case tooDeep(limit: Int)
    case tooManyNodes(limit: Int)
    case tooLong(limit: Int)
    case tooManyAttributes(limit: Int)
}
