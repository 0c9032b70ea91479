import Foundation

/// A pipe that programs do not inherit unless they are given it.
struct SinkPipe: Sendable {
    let reader: Int32
    let writer: Int32

    /// nil when no more files can be opened.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        (reader, writer) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    func closeReader() { close(reader) }
    func closeWriter() { close(writer) }
}
