import Core

/// The names that the zone field completes, as the zone data lists them.
enum ZoneNames {
    /// Every zone and link of `tzdata.zi`, else the zones of `zone1970.tab`; sorted, `UTC` first.
    static func all(in directory: String) -> [String] {
        var names = ["UTC"]
        if let bytes = try? ProfileFiles.contents(of: "\(directory)/tzdata.zi") {
            names += zones(inSource: String(decoding: bytes, as: UTF8.self))
        } else if let bytes = try? ProfileFiles.contents(of: "\(directory)/zone1970.tab") {
            names += zones(inTable: String(decoding: bytes, as: UTF8.self))
        }
        let isUseful = { (name: String) in
            name.contains("/") && !name.hasPrefix("Etc/") && !name.hasPrefix("SystemV/")
        }
        return ["UTC"] + Set(names).filter(isUseful).sorted()
    }

    /// Lines `Z name …` and `L target name`.
    static func zones(inSource text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 3)
            if words.count >= 3, words[0] == "Z" { return String(words[1]) }
            return words.count >= 3 && words[0] == "L" ? String(words[2]) : nil
        }
    }

    /// The third column; comments begin with `#`.
    static func zones(inTable text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: "\t")
            return line.hasPrefix("#") || words.count < 3 ? nil : String(words[2])
        }
    }
}
