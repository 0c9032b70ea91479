#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Sample

// generate COUNT [SEED [TODAY]] > calendar.ics, where TODAY is in days since 1970-01-01.
let arguments = CommandLine.arguments
guard arguments.count >= 2, let count = Int(arguments[1]), count > 0 else {
    let usage = "usage: generate COUNT [SEED [TODAY]]\n"
    _ = write(2, usage, usage.utf8.count)
    exit(2)
}
let seed = arguments.count > 2 ? UInt64(arguments[2]) ?? 10 : 10
let today = arguments.count > 3 ? Int(arguments[3]) ?? 0 : time(nil) / 86_400
var generator = Generator(seed: seed, today: today)
generator.calendar(count: count)
var written = 0
while written < generator.bytes.count {
    let sent = generator.bytes.withUnsafeBytes {
        write(1, $0.baseAddress?.advanced(by: written), $0.count - written)
    }
    guard sent > 0 else { exit(1) }
    written += sent
}
