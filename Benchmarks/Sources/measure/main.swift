import Glibc

// measure process RUNS COMMAND...
// measure screen RUNS MARKER KEYS COMMAND...   KEYS: typed one after the other, `-` for none
//
// Whole processes, output thrown away; or programs on a 120×40 pseudo-terminal: the time to the
// full first screen, and from each key to the last byte of its redraw. Medians and minima, in ms.

func median(_ values: [UInt64]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : Double(sorted[sorted.count / 2]) / 1e6
}

func report(_ name: String, _ values: [UInt64], _ more: String = "") {
    let least = Double(values.min() ?? 0) / 1e6
    print(
        name + ": median " + rounded(median(values)) + " ms, least " + rounded(least) + " ms"
            + more)
}

func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
}

func fail(_ message: String) -> Never {
    let line = message + "\n"
    _ = write(2, line, line.utf8.count)
    exit(2)
}

func measureProcess(runs: Int, command: [String]) {
    var times: [UInt64] = []
    for run in -1..<runs {
        let start = nanoseconds()
        guard let process = spawn(command, session: false, terminal: "/dev/null") else {
            fail("measure: cannot start \(command[0])")
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        if status != 0 { fail("measure: \(command[0]) ended with status \(status >> 8)") }
        if run >= 0 { times.append(nanoseconds() - start) }  // the first warms the file cache
    }
    report("whole process", times)
}

func measureScreen(runs: Int, marker: String, keys: [Character], command: [String]) {
    setenv("TERM", "xterm-256color", 1)
    var first: [UInt64] = []
    var afterKey = [[UInt64]](repeating: [], count: keys.count)
    var bytes = [Int](repeating: 0, count: keys.count)
    var memory = 0
    for run in -1..<runs {
        let start = nanoseconds()
        guard let terminal = Pty(command) else { fail("measure: cannot start \(command[0])") }
        let (time, _) = terminal.settle(since: start, marker: marker, quiet: 300)
        if run >= 0 { first.append(time) }
        for (index, key) in keys.enumerated() {
            let pressed = nanoseconds()
            terminal.type(String(key))
            let (time, count) = terminal.settle(since: pressed, marker: "", quiet: 200)
            if run >= 0 { afterKey[index].append(time) }
            bytes[index] = max(bytes[index], count)
        }
        memory = max(memory, terminal.peakMemory())
    }
    report("first full screen", first, ", peak memory \(memory) KiB")
    for (index, key) in keys.enumerated() {
        report("key \(key)", afterKey[index], ", \(bytes[index]) bytes")
    }
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 3, let runs = Int(arguments[1]), runs > 0 else {
    fail("usage: measure process RUNS COMMAND... | measure screen RUNS MARKER KEYS COMMAND...")
}
switch arguments[0] {
case "process": measureProcess(runs: runs, command: Array(arguments[2...]))
case "screen" where arguments.count >= 5:
    let keys = arguments[3] == "-" ? [] : Array(arguments[3])
    measureScreen(
        runs: runs, marker: arguments[2], keys: keys, command: Array(arguments[4...]))
default: fail("measure: process or screen?")
}
