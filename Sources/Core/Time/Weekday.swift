/// A day of the week (RFC 5545 §3.3.10 `weekday`).
public enum Weekday: Int, Hashable, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The weekday at `index`: Monday is 0, Sunday 6; any other integer wraps around.
    @inlinable
    public init(index: Int) {
        switch CivilDate.floorMod(index, 7) {
        case 0: self = .monday
        case 1: self = .tuesday
        case 2: self = .wednesday
        case 3: self = .thursday
        case 4: self = .friday
        case 5: self = .saturday
        default: self = .sunday
        }
    }

    /// `MO` ... `SU`.
    public var code: String {
        switch self {
        case .monday: "MO"
        case .tuesday: "TU"
        case .wednesday: "WE"
        case .thursday: "TH"
        case .friday: "FR"
        case .saturday: "SA"
        case .sunday: "SU"
        }
    }

    /// Reads `MO` ... `SU`, in any case.
    public init?(code: some StringProtocol) {
        let code = code.uppercased()
        guard let day = Weekday.allCases.first(where: { $0.code == code }) else { return nil }
        self = day
    }
}
