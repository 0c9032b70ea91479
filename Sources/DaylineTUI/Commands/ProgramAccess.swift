/// Other programs.
struct ProgramAccess: Sendable {
    /// Runs a program until it ends.
    var run: @Sendable (ProgramCall) throws(ProgramError) -> ProgramResult
}

/// A program to be run; no shell reads its words.
struct ProgramCall: Hashable, Sendable {
    /// The name, found beside our own program or in `$PATH`, and its words.
    var words: [String]
    /// What it reads; nil: the terminal or whatever we read ourselves.
    var input: [UInt8]?
    /// Whether what it prints comes back; otherwise it goes where our own output goes.
    var isCaptured = true
}

/// How a program ended.
struct ProgramResult: Hashable, Sendable {
    /// 128 and the number of the signal when one ended it.
    var status: Int32
    /// What it printed, when that was wanted.
    var output: [UInt8] = []
}

/// Why a program did not run.
enum ProgramError: Error, Hashable, Sendable {
    case missing(name: String)
    case system(name: String, message: String)
}
