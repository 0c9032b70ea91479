import Glibc
import Work

// kernels NAME ROUNDS    runs one kernel; 0 rounds make all ready and run none of it
// kernels list           name, unit and units of a run of each, between tabs
// kernels overlaps FILE  times the first overlap of each pair of series in a file
// kernels index COUNT    times what new events would overlap among COUNT others
//
// For callgrind, which counts instructions (scripts/bench-check.sh), and for perf.

func fail(_ message: String) -> Never {
    let line = message + "\n"
    _ = write(2, line, line.utf8.count)
    exit(2)
}

let arguments = CommandLine.arguments
switch arguments.count {
case 2 where arguments[1] == "list":
    for kernel in Kernel.all { print("\(kernel.name)\t\(kernel.unit)\t\(kernel.units())") }
case 3 where arguments[1] == "overlaps": try timeOverlaps(arguments[2])
case 3 where arguments[1] == "index":
    guard let count = Int(arguments[2]), count > 0 else { fail("how many events?") }
    timeIndex(count)
case 3:
    guard let kernel = Kernel.all.first(where: { $0.name == arguments[1] }),
        let rounds = Int(arguments[2]), rounds >= 0
    else { fail("kernels: there is no kernel \(arguments[1]), or \(arguments[2]) is no number") }
    let run = try kernel.prepare()
    var sum = 0
    for _ in 0..<rounds { sum &+= run() }
    print(sum)
default:
    fail(
        "usage: kernels NAME ROUNDS | kernels list | kernels overlaps FILE"
            + " | kernels index COUNT")
}
