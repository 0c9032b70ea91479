import Core

extension WallTime {
    /// In UTC (RFC 3339), as in `2026-11-30T20:15:00.123Z`.
    var timestamp: String {
        let part = String(CivilDate.floorMod(milliseconds, 1000))
        return
            "\(instant.local(offset: 0)).\(String(repeating: "0", count: 3 - part.count))\(part)Z"
    }

    /// In UTC for tables, as in `2026-11-30 20:15`.
    var minuteText: String {
        String("\(instant.local(offset: 0))".prefix(16)).replacing("T", with: " ")
    }
}

extension UTCDay {
    /// As in `2026-11-30`.
    var text: String {
        String(WallTime(milliseconds: number * 86_400_000).timestamp.prefix(10))
    }
}
