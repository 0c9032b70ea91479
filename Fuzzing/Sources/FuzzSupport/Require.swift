#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends the process with a sentence, which an optimised `precondition` does not say.
public func require(_ condition: Bool, _ sentence: StaticString) {
    if condition { return }
    _ = write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
    abort()
}
