import HTTPTypes
import Testing

@testable import DaylineServer

/// Goal: compressed bodies are read as they were, and a small one that grows without bound is
/// stopped early. Method: what the writer made, whole, cut, damaged, and of zeros.
@Suite("gzip")
struct GzipTests {
    static func zipped(_ bytes: [UInt8], piece: Int = 10_000) throws -> [UInt8] {
        let deflater = try #require(GzipDeflater())
        var zipped: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            let end = min(start + piece, bytes.count)
            zipped += deflater.compress(Array(bytes[start..<end]), isLast: false)
        }
        return zipped + deflater.compress([], isLast: true)
    }

    @Test("what was compressed comes back", arguments: [0, 1, 31_999, 32_768, 200_001])
    func roundTrip(_ size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        let zipped = try Self.zipped(bytes)
        #expect(zipped.starts(with: [0x1F, 0x8B]))
        #expect(try GzipInflater.inflated(zipped, limit: size, ratio: 2000) == bytes)
    }

    @Test("zlib's format is the deflate of HTTP")
    func zlib() throws {
        // RFC 1950 around a stored block of "abc".
        let bytes: [UInt8] = [
            0x78, 0x01, 0x01, 3, 0, 0xFC, 0xFF, 0x61, 0x62, 0x63, 0x02, 0x4D, 0x01, 0x27,
        ]
        #expect(try GzipInflater.inflated(bytes, limit: 10, ratio: 100) == Array("abc".utf8))
    }

    @Test(
        "what grows too much is stopped",
        arguments: [
            // zeros     limit       ratio
            (1_000_001, 1_000_000, 10_000),  // by its size
            (10_000_000, 100_000_000, 100),  // by its ratio
        ])
    func bomb(_ zeros: Int, _ limit: Int, _ ratio: Int) throws {
        let zipped = try Self.zipped(Array(repeating: 0, count: zeros))
        #expect(throws: GzipInflater.Failure.tooLarge) {
            try GzipInflater.inflated(zipped, limit: limit, ratio: ratio)
        }
    }

    @Test("what is broken is refused")
    func broken() throws {
        let zipped = try Self.zipped(Array("BEGIN:VCALENDAR".utf8))
        var damaged = zipped
        damaged[zipped.count - 6] ^= 1  // in its checksum
        for bytes in [Array(zipped.dropLast()), zipped + [0], damaged, [], Array("plain".utf8)] {
            #expect(throws: GzipInflater.Failure.malformed) {
                try GzipInflater.inflated(bytes, limit: 1000, ratio: 100)
            }
        }
    }

    @Test(
        "who accepts gzip",
        arguments: [
            (nil, false), ("", false), ("gzip", true), ("deflate, gzip;q=1.0", true),
            ("GZIP", true), ("x-gzip", true), ("gzip;q=0", false), ("gzip; q=0.0", false),
            ("*", true), ("*;q=0", false), ("identity, *;q=0.5", true), ("gzip;q=0, *", false),
            ("br", false),
        ])
    func accepted(_ field: String?, _ expected: Bool) {
        #expect(ContentCoding.acceptsGzip(field) == expected)
    }

    @Test(
        "compressed requests",
        arguments: [
            // coding    body              status
            ("gzip", "BEGIN:VCALENDAR", 201), ("identity", "BEGIN:VCALENDAR", 201),
            ("gzip", String(repeating: "A", count: 30_000), 413),  // a bomb for this server
            ("br", "BEGIN:VCALENDAR", 415),
        ])
    func requests(_ coding: String, _ text: String, _ status: Int) async throws {
        var server = TestServer()
        server.limits.body = 20_000
        server.respond = { request in
            let isRead = request.body.starts(with: Array("BEGIN".utf8))
            return DAVResponse(status: isRead ? .created : .badRequest)
        }
        let bytes = Array(text.utf8)
        let body = coding == "gzip" ? try Self.zipped(bytes) : bytes
        let answer = try await server.run { running in
            let wire = try await running.wire()
            await wire.send(
                "PUT /x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ann\r\n"
                    + "Content-Encoding: \(coding)\r\nContent-Length: \(body.count)\r\n"
                    + "Connection: close\r\n\r\n")
            await wire.send(body)
            return await wire.rest()
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.contains("Accept-Encoding: gzip, deflate") == (status == 415))
    }
}
