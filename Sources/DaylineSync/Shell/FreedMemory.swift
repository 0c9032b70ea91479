import CMalloc

/// Memory that was freed and that the C library keeps for later.
enum FreedMemory {
    /// Gives it back to the system: after much was done, for the hours in which little is.
    static func giveBack() {
        #if canImport(Glibc)
            malloc_trim(0)
        #endif
    }
}
