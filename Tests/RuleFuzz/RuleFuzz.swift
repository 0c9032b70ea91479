import Core
import TestTools

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Random rules against the naive expansion: `RuleFuzz SEED COUNT`. Each rule has a seed of its
/// own, one more than the rule before, so that one alone can be repeated.
@main
enum RuleFuzz {
    static func main() throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        guard numbers.count == 2 else {
            print("usage: RuleFuzz SEED COUNT")
            exit(EXIT_FAILURE)
        }
        let (seed, count) = (numbers[0], numbers[1])
        print("SEED=\(seed) COUNT=\(count)")
        var compared = 0
        var failures = 0
        for done in 0..<count {
            if done % 500 == 0 { show("\(done) of \(count)") }
            let laws = try RuleLaws.check(seed: seed &+ done)
            compared += laws.compared
            if laws.broken.isEmpty { continue }
            show("")
            failures += 1
            print(laws.drawn)
            for law in laws.broken.prefix(3) { print("  broken: \(law)") }
            print("  again: make fuzz SEED=\(seed &+ done) COUNT=1")
            if failures == 20 { break }
        }
        show("")
        print("\(failures) of \(count) rules break a law; \(compared) instances compared")
        exit(failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE)
    }

    /// Progress for people only, in one line that goes away.
    private static func show(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        let line = Array("\r\u{1B}[K\(text)".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
