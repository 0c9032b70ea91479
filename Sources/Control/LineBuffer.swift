/// Cuts a stream of bytes into lines, and keeps no more of it than one line may have.
public struct LineBuffer: Sendable {
    /// Bytes of a line with its end.
    private let limit: Int
    private var bytes: [UInt8] = []
    /// Up to where there is no line feed.
    private var searched = 0

    public init(limit: Int) { self.limit = limit }

    public mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

    /// Takes the next whole line out, without its end.
    /// - Returns: nil when there is none yet.
    /// - Throws: `LineTooLong` when there never will be one.
    public mutating func next() throws(LineTooLong) -> [UInt8]? {
        guard let end = bytes[searched...].firstIndex(of: 0x0A) else {
            searched = bytes.count
            guard bytes.count < limit else { throw LineTooLong() }
            return nil
        }
        guard end < limit else { throw LineTooLong() }
        let line = Array(bytes[..<end])
        bytes.removeFirst(end + 1)
        searched = 0
        return line
    }
}

/// A line has more bytes than any should have.
public struct LineTooLong: Error, Hashable, Sendable {
    public init() {}
}
