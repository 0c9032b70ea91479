import Glibc

// measure process NAME RUNS [--before SCRIPT] COMMAND...
// measure screen NAME RUNS MARKER KEYS COMMAND...   KEYS: typed one after the other, `-` for none
//
// Whole processes, output thrown away; or programs on a 120×40 pseudo-terminal: the time to the full
// first screen (the last byte before silence, once MARKER was seen), and from each key to the last
// byte of its redraw. SCRIPT runs before each process and is not timed.
//
// One line for each figure: NAME, median, least, unit, between tabs. A first run that is not counted
// warms the file cache; a single run is counted.

func median(_ values: [UInt64]) -> UInt64 {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

func report(_ name: String, _ values: [UInt64]) {
    let least = milliseconds(values.min() ?? 0)
    print("\(name)\t\(milliseconds(median(values)))\t\(least)\tms")
}

/// With two decimals.
func milliseconds(_ nanoseconds: UInt64) -> String {
    let hundredths = (nanoseconds + 5000) / 10_000
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
}

func fail(_ message: String) -> Never {
    let line = message + "\n"
    _ = write(2, line, line.utf8.count)
    exit(2)
}

/// Runs a command to its end.
func launch(_ command: [String]) {
    guard let process = spawn(command, session: false, terminal: "/dev/null") else {
        fail("measure: cannot start \(command[0])")
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    if status != 0 { fail("measure: \(command[0]) ended with status \(status >> 8)") }
}

func measureProcess(_ name: String, runs: Int, before script: String?, command: [String]) {
    var times: [UInt64] = []
    for run in (runs > 1 ? -1 : 0)..<runs {
        if let script { launch(["bash", "-c", script]) }
        let start = nanoseconds()
        launch(command)
        if run >= 0 { times.append(nanoseconds() - start) }
    }
    report(name, times)
}

func measureScreen(
    _ name: String, runs: Int, marker: String, keys: [Character], command: [String]
) {
    setenv("TERM", "xterm-256color", 1)
    var first: [UInt64] = []
    var afterKey = [[UInt64]](repeating: [], count: keys.count)
    var memory = 0
    for run in (runs > 1 ? -1 : 0)..<runs {
        let start = nanoseconds()
        guard let terminal = Pty(command) else { fail("measure: cannot start \(command[0])") }
        guard let time = terminal.settle(since: start, marker: marker, quiet: 300) else {
            fail("measure: \(command[0]) never showed “\(marker)”")
        }
        if run >= 0 { first.append(time) }
        for (index, key) in keys.enumerated() {
            let pressed = nanoseconds()
            terminal.type(String(key))
            let time = terminal.settle(since: pressed, marker: "", quiet: 200) ?? 0
            if run >= 0 { afterKey[index].append(time) }
        }
        memory = max(memory, terminal.peakMemory())
    }
    report("\(name)-first", first)
    for (index, key) in keys.enumerated() {
        report("\(name)-key\(index + 1)\(key)", afterKey[index])
    }
    print("\(name)-memory\t\(memory / 1024)\t\(memory / 1024)\tMiB")
}

var arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 4, let runs = Int(arguments[2]), runs > 0 else {
    fail("usage: measure process NAME RUNS [--before SCRIPT] COMMAND...")
}
let name = arguments[1]
switch arguments[0] {
case "process":
    var script: String?
    if arguments[3] == "--before", arguments.count > 5 {
        script = arguments[4]
        arguments.removeSubrange(3...4)
    }
    measureProcess(name, runs: runs, before: script, command: Array(arguments[3...]))
case "screen" where arguments.count >= 6:
    let keys = arguments[4] == "-" ? [] : Array(arguments[4])
    measureScreen(
        name, runs: runs, marker: arguments[3], keys: keys, command: Array(arguments[5...]))
default: fail("measure: process or screen?")
}
