import Testing

@testable import Core

/// An object's only entry, compiled; floating times in UTC.
func busySeries(
    _ object: CalendarObject, display: Zone = .utc, rules: OverlapRules = OverlapRules()
) throws -> BusySeries {
    let entry = try #require(object.timeIndex(zones: testZones).first)
    return try #require(BusySeries(entry, zones: testZones, display: display, rules: rules))
}
