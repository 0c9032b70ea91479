/// What a logical line is.
enum LineKind: UInt8, Sendable {
    /// A property with a name and a colon.
    case property
    /// `BEGIN:` of a component in the tree, and its `END:`.
    case begin, end
    /// An END that ends nothing. It carries no data, so a changed component drops it.
    case strayEnd
    /// A run of empty lines.
    case blank
    /// Kept but not read: no colon, no name, too long, nested too deep.
    case junk
}

/// What must be known of a line when it is read or written again.
struct LineFlags: OptionSet, Sendable {
    let rawValue: UInt8

    /// It has continuation lines, or a CR inside, so it must be unfolded to be read.
    static let folded = LineFlags(rawValue: 1)
    /// Its fold falls before the colon, so the header must be sought again after unfolding.
    static let foldedHeader = LineFlags(rawValue: 2)
    /// Unfolded it is not UTF-8.
    static let invalidUTF8 = LineFlags(rawValue: 4)
    /// Its meaning depends on the lines around it (indented, ends in a bare CR, ends in a soft
    /// break): beside changed lines it must be written anew.
    static let fragile = LineFlags(rawValue: 8)
    /// It is quoted-printable and ends in a soft line break with nothing after it.
    static let softBreak = LineFlags(rawValue: 16)
    /// It has parameters, or may have.
    static let hasParameters = LineFlags(rawValue: 32)
}

/// One logical (unfolded) line of a source; it ends where the next one starts.
struct SourceLine: Sendable {
    /// Byte offset of its first byte, indentation included.
    var start: UInt32
    /// Byte offset of its value; `start` for lines without one.
    var valueStart: UInt32
    /// 1 or more.
    var number: UInt32
    var kind: LineKind
    /// For `.property`: which one, when it has a known name.
    var known: KnownProperty?
    var flags: LineFlags = []
}

/// One component of a source. Nodes are in the order of their BEGIN lines, so a subtree is a range.
struct SourceNode: Sendable {
    /// Index of the BEGIN line.
    var firstLine: UInt32
    /// One past the index of the last line.
    var endLine: UInt32
    /// One past the index of the last node in this subtree.
    var subtreeEnd: UInt32
    /// Which component, when its name is known.
    var kind: ComponentKind?
    /// Whether `endLine - 1` is this component's END.
    var hasEnd = false
    /// Whether its bytes are safe only among the lines they came with (see `LineFlags.fragile`).
    var isFragile = false
}
