@testable import Core

/// Writes TZif files by hand, broken ones too (RFC 9636 §3).
struct TZifBuilder {
    var magic = "TZif"
    var version = "2"
    var times: [Int64] = []
    var indexes: [UInt8] = []
    /// Offset, is daylight, index of the name.
    var types: [(Int32, UInt8, UInt8)] = [(3600, 0, 0)]
    var names: [UInt8] = Array("CET\0CEST\0".utf8)
    var leaps: [(Int64, Int32)] = []
    var footer: String? = "CET-1"
    /// Replaces the number of transitions in the header.
    var claimedTimes: UInt32?

    var bytes: [UInt8] {
        if version == "\0" { return block(timeBytes: 4) }
        let empty = TZifBuilder(version: version, types: [(0, 0, 0)], names: [0])
        let tail = footer.map { "\n\($0)\n" } ?? ""
        return empty.block(timeBytes: 4) + block(timeBytes: 8) + Array(tail.utf8)
    }

    private func block(timeBytes: Int) -> [UInt8] {
        var out = Array(magic.utf8) + Array(version.utf8) + [UInt8](repeating: 0, count: 15)
        let counts = [0, 0, leaps.count, times.count, types.count, names.count]
        for (place, count) in counts.enumerated() {
            append(Int64(place == 3 ? claimedTimes ?? UInt32(count) : UInt32(count)), 4, to: &out)
        }
        for time in times { append(time, timeBytes, to: &out) }
        out += indexes
        for (offset, daylight, name) in types {
            append(Int64(offset), 4, to: &out)
            out += [daylight, name]
        }
        out += names
        for (time, correction) in leaps {
            append(time, timeBytes, to: &out)
            append(Int64(correction), 4, to: &out)
        }
        return out
    }

    private func append(_ value: Int64, _ count: Int, to out: inout [UInt8]) {
        for byte in (0..<count).reversed() {
            out.append(UInt8(truncatingIfNeeded: value >> (byte * 8)))
        }
    }
}
