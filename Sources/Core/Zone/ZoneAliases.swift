extension ZoneDatabase {
    /// The zone that a foreign program's name for it means, whatever VTIMEZONE comes with it:
    /// an IANA name, a path that ends in one, a Windows name or its display text.
    func interpreted(_ name: String) -> Zone? {
        if let zone = named(name) { return zone }
        for ending in ZoneNameForms.pathEndings(name) {
            if let zone = named(ending) { return zone }
        }
        return windowsZone(name)
    }

    private func windowsZone(_ name: String) -> Zone? {
        if let known = WindowsZones.byName[name.lowercased()] {
            return named(known.iana)
        }
        let (offset, words) = ZoneNameForms.display(name)
        if let known = WindowsZones.byDisplay[WindowsZones.displayKey(words)], !words.isEmpty {
            return named(known.iana)
        }
        guard let offset else { return nil }
        // Lists of places change with releases; one known place at that offset is enough.
        for place in words.split(whereSeparator: { ",;/:".contains($0) }) {
            if let known = WindowsZones.byPlace[WindowsZones.displayKey(place)],
                let zone = named(known.iana), zone.usesNow(offset)
            {
                return zone
            }
        }
        return nil
    }
}

extension Zone {
    /// Whether `offset` is in force in the winter or in the summer of 2024.
    fileprivate func usesNow(_ offset: Int) -> Bool {
        [1_704_067_200, 1_719_792_000].contains { self.offset(at: Instant(seconds: $0)) == offset }
    }
}
