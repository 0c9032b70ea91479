/// Reads what DNS answered (RFC 1035 §4.1).
extension ServiceAnswer {
    /// Takes what an answer says; what cannot be read of it says nothing.
    mutating func read(_ message: [UInt8]) {
        var reader = DNSReader(message)
        guard let head = reader.numbers(6) else { return }
        for _ in 0..<head[2] {
            guard reader.name() != nil, reader.numbers(2) != nil else { return }
        }
        for _ in 0..<head[3] {
            // Type, class, time to live, length.
            guard reader.name() != nil, let fields = reader.numbers(5),
                let data = reader.take(fields[4])
            else { return }
            switch (fields[0], fields[1]) {
            case (Self.serverType, Self.internet): takeServer(message, data)
            case (Self.textType, Self.internet): takeText(message[data])
            default: break
            }
        }
    }

    static let textType = 16
    static let serverType = 33
    private static let internet = 1

    /// RFC 2782: priority, weight, port, host.
    private mutating func takeServer(_ message: [UInt8], _ data: Range<Int>) {
        var reader = DNSReader(message, at: data.lowerBound)
        // The root as a host says that there is no such service.
        guard let numbers = reader.numbers(3), let host = reader.name(), !host.isEmpty,
            reader.position == data.upperBound
        else { return }
        records.append(
            ServiceRecord(host: host, port: numbers[2], priority: numbers[0], weight: numbers[1]))
    }

    /// Strings of the form `key=value` (RFC 6763 §6), of which the first one of a key counts.
    private mutating func takeText(_ data: ArraySlice<UInt8>) {
        var rest = data
        while let length = rest.popFirst().map(Int.init), length <= rest.count {
            let text = String(decoding: rest.prefix(length), as: UTF8.self)
            rest = rest.dropFirst(length)
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if path == nil, parts.count == 2, parts[0].lowercased() == "path" {
                path = String(parts[1])
            }
        }
    }
}

/// A place in a message of DNS.
private struct DNSReader {
    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// The next bytes.
    mutating func take(_ count: Int) -> Range<Int>? {
        guard count <= bytes.count - position else { return nil }
        defer { position += count }
        return position..<position + count
    }

    /// Numbers of 16 bits; one of 32 is two of them.
    mutating func numbers(_ count: Int) -> [Int]? {
        take(2 * count).map { range in
            stride(from: range.lowerBound, to: range.upperBound, by: 2).map {
                Int(bytes[$0]) << 8 | Int(bytes[$0 + 1])
            }
        }
    }

    /// A name, without a dot at the end; its end may be elsewhere, before it (RFC 1035 §4.1.4).
    mutating func name() -> String? {
        var labels: [Substring] = []
        var (place, end, earliest) = (position, Int?.none, position)
        while place < bytes.count {
            let length = Int(bytes[place])
            switch length >> 6 {
            case 0 where length == 0:
                position = end ?? place + 1
                return labels.joined(separator: ".")
            case 0:
                guard place + length < bytes.count else { return nil }
                let label = String(
                    decoding: bytes[place + 1...place + length], as: UTF8.self)
                // A dot in a label would make two of it.
                guard !label.contains(".") else { return nil }
                labels.append(label[...])
                place += 1 + length
            case 3:
                guard place + 1 < bytes.count else { return nil }
                let target = (length & 0x3F) << 8 | Int(bytes[place + 1])
                // Only backwards, so that it comes to an end.
                guard target < earliest else { return nil }
                end = end ?? place + 2
                (place, earliest) = (target, target)
            default: return nil
            }
        }
        return nil
    }
}
