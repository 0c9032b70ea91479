/// How many instances each of the 14 types of year has, and sums over years by arithmetic.
///
/// Works for periods that are the same months in every `step`-th year, or those years themselves.
struct YearTotals {
    /// The year of the start.
    let origin: Int
    /// Years.
    let step: Int
    /// By `PeriodUnit.year`'s types.
    private let totals: [Int]

    /// - Parameter total: how many instances a year has.
    init(origin: Int, step: Int, total: (_ type: Int) -> Int) {
        self.origin = origin
        self.step = step
        totals = (0..<14).map(total)
    }

    /// The sum over the years that count from `origin` to before `year`.
    func sum(before year: Int) -> Int {
        guard year > origin else { return 0 }
        if step == 1 { return absoluteSum(before: year) - absoluteSum(before: origin) }
        // Every `step`-th year: their types repeat after at most 400 of them.
        let count = (year - origin + step - 1) / step
        let cycle = 400 / greatestCommonDivisor(400, step)
        let rest = walk(count % cycle)
        return count < cycle ? rest : walk(cycle) * (count / cycle) + rest
    }

    /// The last year that counts before whose end the sum exceeds `wanted`, and what is left of
    /// `wanted` at its beginning; nil when it lies behind the year 9999.
    func year(of wanted: Int) -> (year: Int, rest: Int)? {
        var year = origin + guess(wanted) * step
        var rest = wanted - sum(before: year)
        while rest < 0 {
            year -= step
            rest += total(year)
        }
        while rest >= total(year) {
            rest -= total(year)
            year += step
            if year > 9999 { return nil }
        }
        return (year, rest)
    }

    /// About how many steps it takes to get to `wanted`, never beyond the year 9999.
    private func guess(_ wanted: Int) -> Int {
        let cycle = 400 / greatestCommonDivisor(400, step)
        let perCycle = sum(before: origin + cycle * step)
        let most = max(0, (9999 - origin) / step)
        guard perCycle > 0, wanted / perCycle < 30 else { return most }
        return min(wanted * cycle / perCycle, most)
    }

    private func walk(_ count: Int) -> Int {
        var sum = 0
        for index in 0..<count { sum += total(origin + index * step) }
        return sum
    }

    private func total(_ year: Int) -> Int { totals[Self.type(year)] }

    /// The sum over the years 0 ..< `year`.
    private func absoluteSum(before year: Int) -> Int {
        let (cycles, rest) = year.quotientAndRemainder(dividingBy: 400)
        return Self.table.withUnsafeBufferPointer { table in
            totals.withUnsafeBufferPointer { totals in
                var sum = 0
                for type in 0..<14 {
                    let years = cycles * Int(table[400 * 14 + type]) + Int(table[rest * 14 + type])
                    sum += years * totals[type]
                }
                return sum
            }
        }
    }

    /// The type of a year, as `PeriodUnit.year` numbers them.
    static func type(_ year: Int) -> Int {
        weekday(CivilDate.dayNumber(year: year, month: 1, day: 1))
            + (CivilDate.isLeap(year) ? 7 : 0)
    }

    /// At `14 * year + type`: how many years of that type there are before `year`, 0 ... 400.
    private static let table: [UInt16] = {
        var table = [UInt16](repeating: 0, count: 401 * 14)
        for year in 0..<400 {
            for type in 0..<14 {
                table[(year + 1) * 14 + type] =
                    table[year * 14 + type] + (Self.type(year) == type ? 1 : 0)
            }
        }
        return table
    }()
}
