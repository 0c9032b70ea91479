import CZlib

/// Compresses an answer piece by piece (RFC 1952). Freed with its last reference.
final class GzipDeflater {
    /// On the heap, because zlib keeps its address.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    /// nil when there is no memory for it.
    init?() {
        stream.initialize(to: z_stream())
        // Multistatus answers repeat themselves so much that a higher level buys little.
        guard dayline_deflate_init(stream, Z_BEST_SPEED) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// - Parameter isLast: ends the format; nothing may follow.
    /// - Returns: what can be sent so far, perhaps nothing.
    func compress(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        var output: [UInt8] = []
        var bytes = bytes
        bytes.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            var isFull = true
            while isFull {
                let chunk = [UInt8](unsafeUninitializedCapacity: 32 * 1024) { buffer, count in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(buffer.count)
                    // It can only fail for a wrong state, and there is none after `init`.
                    _ = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    count = buffer.count - Int(stream.pointee.avail_out)
                    isFull = stream.pointee.avail_out == 0
                }
                output += chunk
            }
        }
        return output
    }
}
