import CMalloc
import Foundation

@main struct Main {
    static func main() async {
        // A peer that has gone is an error where it is written to, never the end of the process.
        signal(SIGPIPE, SIG_IGN)
        keepFreedMemory()
        let status = await runServerCommandLine(
            Array(CommandLine.arguments.dropFirst()), machine: .live(serve: serve))
        exit(status.rawValue)
    }
}

/// Answers are put together in buffers of some hundred kilobytes. By its defaults the C library
/// gets such memory from the kernel each time and gives it back, page by page.
private func keepFreedMemory() {
    #if canImport(Glibc)
        let (trimThreshold, mmapThreshold) = (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD)
        mallopt(mmapThreshold, 4 << 20)
        mallopt(trimThreshold, 8 << 20)
    #endif
}
