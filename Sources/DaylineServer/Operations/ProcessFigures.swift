import Foundation

/// What the kernel says of this process (proc(5)).
struct ProcessFigures: Hashable, Sendable {
    var residentBytes = 0
    var cpuSeconds = 0.0
    var openFiles = 0
    var maxFiles = 0

    /// As it is now; what cannot be read is 0.
    static func current() -> ProcessFigures {
        var figures = ProcessFigures()
        if let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) {
            let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            figures.residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            figures.cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime)
        }
        let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        figures.openFiles = files?.count ?? 0
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            figures.maxFiles = Int(clamping: limit.rlim_cur)
        }
        return figures
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
}
