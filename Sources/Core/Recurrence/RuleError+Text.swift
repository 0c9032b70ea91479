extension RuleError: CustomStringConvertible {
    /// One sentence, for diagnostics: `INTERVAL=0 is not in 1...2147483647`.
    public var description: String {
        switch self {
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .malformedPart(let text): "“\(text)” is not NAME=VALUE"
        case .missingFrequency: "there is no FREQ"
        case .unknownFrequency(let text): "there is no frequency “\(text)”"
        case .duplicatePart(let part): "\(part.rawValue) stands twice"
        case .malformedValue(let part, let text): "“\(text)” is no value for \(part.rawValue)"
        case .outOfRange(let part, let text, let allowed):
            "\(part.rawValue)=\(text) is not in \(allowed.lowerBound)...\(allowed.upperBound)"
        case .notAllowed(let part, let frequency):
            "\(part.rawValue) has no meaning with FREQ=\(frequency.rawValue)"
        case .ordinalNotAllowed(let frequency):
            "a numbered weekday has no meaning with FREQ=\(frequency.rawValue) here"
        case .positionAlone: "BYSETPOS needs another BY part"
        case .unsupportedCalendar(let text): "the calendar “\(text)” is not known"
        case .skipWithoutCalendar: "SKIP needs RSCALE"
        }
    }
}

extension ExpansionError: CustomStringConvertible {
    /// One sentence, for diagnostics.
    public var description: String {
        switch self {
        case .timeFrequencyOnDate(let frequency):
            "FREQ=\(frequency.rawValue) needs a start with a time"
        case .startOutOfRange: "the start is outside the years 1 to 9999"
        }
    }
}
