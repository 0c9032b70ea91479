final class EmbeddedZones: Sendable {
    func compiled(_ id: TimeZoneID) -> Zone? { nil };
    func location(_ id: TimeZoneID) -> String? { nil }
}
