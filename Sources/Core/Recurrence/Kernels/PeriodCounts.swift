/// How many instances periods have, kept by type while many of them are passed.
struct PeriodCounts {
    private let kernel: PeriodKernel
    /// By type; a period has at most 366 days or picked instances.
    private var counts = SIMD32<UInt16>()
    private var known: UInt32 = 0

    init(_ kernel: PeriodKernel) { self.kernel = kernel }

    mutating func count(_ place: PeriodPlace) -> Int {
        let days = kernel.days
        // Where a stride of days leaves some out, types do not tell how many.
        guard kernel.dayStride == 1 else { return days.count(place, mask: kernel.mask(place)) }
        let times = days.isListed ? 1 : days.times.count
        if known >> UInt32(place.type) & 1 == 0 {
            known |= 1 << UInt32(place.type)
            counts[place.type] = UInt16(days.count(place, mask: ~0) / times)
        }
        return Int(counts[place.type]) * times
    }
}
