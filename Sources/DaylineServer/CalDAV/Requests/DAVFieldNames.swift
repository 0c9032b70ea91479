import HTTPTypes

/// Header fields beside those of HTTP itself.
extension HTTPField.Name {
    // RFC 4918 §10, RFC 7240, RFC 9745.
    static let dav = made("DAV")
    static let depth = made("Depth")
    static let destination = made("Destination")
    static let overwrite = made("Overwrite")
    static let ifState = made("If")
    static let prefer = made("Prefer")
    static let preferenceApplied = made("Preference-Applied")
    /// Microsoft's way to say `Prefer: return=minimal`; macOS sends it.
    static let brief = made("Brief")
    /// The UUID of an operation: a repeated one is answered as it was the first time.
    static let daylineOperation = made("Dayline-Operation")
    /// `allow` overrides a calendar's `reject` for one request; in answers `warn` says that
    /// what was stored overlaps something.
    static let daylineOverlap = made("Dayline-Overlap")
    /// Up to when there is no overlap: an instant in UTC, or `whole-life`.
    static let daylineOverlapHorizon = made("Dayline-Overlap-Horizon")
    /// Our own clients name themselves.
    static let daylineClient = made("Dayline-Client")

    private static func made(_ name: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(name)") else {
            preconditionFailure("letters and hyphens are a field name (RFC 9110 §5.6.2)")
        }
        return name
    }
}
