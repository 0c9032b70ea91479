import Foundation

/// A pipe between a program and us, which others do not inherit. What is open of it is closed with
/// it.
final class ChildPipe {
    private(set) var reader: Int32
    private(set) var writer: Int32
    /// What was read.
    private(set) var bytes: [UInt8] = []

    /// nil when no more files can be opened.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        (reader, writer) = (ends[0], ends[1])
        // A program that another thread starts in between may get the ends; that is harmless,
        // because the end of ours is waited for, not the end of the stream.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        closeReader()
        closeWriter()
    }

    func closeReader() { Self.close(&reader) }
    func closeWriter() { Self.close(&writer) }

    /// Writes all there is to be read.
    /// - Returns: false when a pipe does not hold as much.
    func fill(_ bytes: [UInt8]) -> Bool {
        _ = fcntl(writer, F_SETFL, O_NONBLOCK)
        return bytes.isEmpty || write(writer, bytes, bytes.count) == bytes.count
    }

    /// Takes what is there now into `bytes`; closes the reader at the end.
    /// - Parameter limit: bytes that are kept; the rest is read all the same.
    func drain(keeping limit: Int) {
        guard reader >= 0 else { return }
        _ = fcntl(reader, F_SETFL, O_NONBLOCK)
        var piece = [UInt8](repeating: 0, count: 4096)
        while reader >= 0 {
            let count = read(reader, &piece, piece.count)
            if count > 0 {
                bytes += piece[..<min(count, limit - bytes.count)]
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                closeReader()
            } else if errno == EAGAIN {
                return
            }
        }
    }

    private static func close(_ descriptor: inout Int32) {
        if descriptor >= 0 { _ = Foundation.close(descriptor) }
        descriptor = -1
    }
}
