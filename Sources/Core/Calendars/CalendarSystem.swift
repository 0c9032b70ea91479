/// A calendar that recurrence rules can count in (RFC 7529 §4.2 `RSCALE`), by its CLDR name.
///
/// Chinese, Korean and Umm al-Qura years come from tables of published dates and end with them;
/// all others are closed forms that hold for every day of `CivilDate.range`. Sources, ranges and
/// where ICU says otherwise: docs/adr/0006-calendar-data.md.
public enum CalendarSystem: String, Hashable, Sendable, CaseIterable {
    /// The calendar of RFC 5545, before its introduction too.
    case gregorian = "GREGORIAN"
    /// The Gregorian calendar with years from 543 before it.
    case buddhist = "BUDDHIST"
    /// The Gregorian calendar; years are not numbered by emperors here.
    case japanese = "JAPANESE"
    /// The Gregorian calendar with years from 1912 on.
    case roc = "ROC"
    /// The Chinese calendar of the Hong Kong Observatory's table, years 1900 ... 2100.
    case chinese = "CHINESE"
    /// The Korean lunar calendar: the almanac's up to 2050, years 1900 ... 2100.
    case dangi = "DANGI"
    /// The Jewish calendar, years from the Creation; days begin at midnight here.
    case hebrew = "HEBREW"
    /// The tabular Islamic calendar from Friday 16 July 622 (Julian).
    case islamicCivil = "ISLAMIC-CIVIL"
    /// The tabular Islamic calendar from Thursday 15 July 622 (Julian).
    case islamicTabular = "ISLAMIC-TBLA"
    /// The calendar of Saudi Arabia as printed, years 1365 ... 1500.
    case ummAlQura = "ISLAMIC-UMALQURA"
    /// The calendar of the Coptic church, years of the Martyrs.
    case coptic = "COPTIC"
    /// The Ethiopic calendar, years since the Incarnation.
    case ethiopic = "ETHIOPIC"
    /// The Ethiopic calendar, years since the Creation: 5500 more.
    case ethiopicAmeteAlem = "ETHIOAA"
    /// The national calendar of India, years of the Saka era.
    case indian = "INDIAN"
    /// The Solar Hijri calendar by its cycle of 33 years, which is Iran's from 1206 to 1501.
    case persian = "PERSIAN"

    /// Reads a name of RSCALE, in any case; nil for calendars that are not known.
    public init?(rscale name: some StringProtocol) {
        let name = name.uppercased()
        switch name {
        case "GREGORY": self = .gregorian
        case "ISLAMICC": self = .islamicCivil
        case "ETHIOPIC-AMETE-ALEM": self = .ethiopicAmeteAlem
        default: self.init(rawValue: name)
        }
    }
}

extension CalendarSystem {
    /// Whether months and days are the Gregorian ones.
    public var isGregorian: Bool {
        switch self {
        case .gregorian, .buddhist, .japanese, .roc: true
        default: false
        }
    }

    /// How many months there are without a leap month: 12 or 13.
    public var plainMonths: Int {
        switch self {
        case .coptic, .ethiopic, .ethiopicAmeteAlem: 13
        default: 12
        }
    }

    /// The numbers that a leap month can have; empty where there are none.
    public var leapMonths: ClosedRange<Int>? {
        switch self {
        case .chinese, .dangi: 1...12
        case .hebrew: 5...5
        default: nil
        }
    }

    /// The days of the longest year.
    public var longestYear: Int {
        switch self {
        case .chinese, .dangi, .hebrew: 385
        case .islamicCivil, .islamicTabular, .ummAlQura: 355
        default: 366
        }
    }

    /// The days of the shortest month.
    public var shortestMonth: Int {
        if isGregorian { return 28 }
        return plainMonths == 13 ? 5 : 29
    }
}
