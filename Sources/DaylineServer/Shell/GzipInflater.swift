import CZlib

/// Decodes compressed request bodies.
enum GzipInflater {
    enum Failure: Error, Hashable, Sendable {
        /// More would come out than is let in.
        case tooLarge
        /// It is not what it says, or ends too early.
        case malformed
    }

    /// Decodes gzip (RFC 1952) or zlib (RFC 1950, the `deflate` of RFC 9110 §8.4.1.2).
    ///
    /// - Parameters:
    ///   - limit: bytes that may come out.
    ///   - ratio: how many times its length may come out, above 64 KiB.
    static func inflated(
        _ bytes: [UInt8], limit: Int, ratio: Int
    ) throws(Failure) -> [UInt8] {
        let limit = min(limit, max(64 * 1024, bytes.count * ratio))
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard dayline_inflate_init(stream) == Z_OK else { throw .malformed }
        defer { inflateEnd(stream) }
        var bytes = bytes
        return try bytes.withUnsafeMutableBufferPointer { input throws(Failure) in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            return try drained(stream, limit: limit)
        }
    }

    private static func drained(
        _ stream: UnsafeMutablePointer<z_stream>, limit: Int
    ) throws(Failure) -> [UInt8] {
        var output: [UInt8] = []
        while true {
            var result = Z_OK
            let chunk = [UInt8](unsafeUninitializedCapacity: 32 * 1024) { buffer, count in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(buffer.count)
                result = inflate(stream, Z_NO_FLUSH)
                count = buffer.count - Int(stream.pointee.avail_out)
            }
            output += chunk
            guard output.count <= limit else { throw .tooLarge }
            switch result {
            case Z_OK: continue
            case Z_STREAM_END:
                guard stream.pointee.avail_in == 0 else { throw .malformed }
                return output
            default: throw .malformed
            }
        }
    }
}
