/// A civil day after 1970 (Hinnant's `civil_from_days`); the generator shares no code with Core,
/// so that it cannot share its mistakes.
struct Day {
    let year: Int
    let month: Int
    let day: Int

    /// `number`: days since 1970-01-01, not negative.
    init(number: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `20261123`.
    var basic: String { "\(year)\(twoDigits(month))\(twoDigits(day))" }
}

/// Two decimal digits; `value` is 0...99.
func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
