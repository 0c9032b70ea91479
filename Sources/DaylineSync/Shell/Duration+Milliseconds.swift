extension Duration {
    /// As C libraries want it; rounded up, so that no wait becomes none.
    var wholeMilliseconds: Int {
        let (seconds, rest) = components
        return Int(seconds) * 1000 + Int((rest + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
