import Dispatch
import Foundation

/// What comes out of a descriptor of the kernel that is read whole pieces at a time: inotify,
/// timerfd, netlink. Nothing runs while nothing comes.
enum DescriptorEvents {
    /// Takes the descriptor over: it is closed when nobody listens any more.
    ///
    /// - Parameter isWanted: says of a piece whether anybody is to hear of it.
    /// - Returns: pieces as they were read; those that nobody took in time are left out, but for
    ///   the last one.
    static func stream(
        _ descriptor: Int32, where isWanted: @escaping @Sendable ([UInt8]) -> Bool = { _ in true }
    ) -> AsyncStream<[UInt8]> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let queue = DispatchQueue(label: "dayline-sync.descriptor.\(descriptor)")
            // Dispatch sources may be used from any thread; they are not marked so.
            nonisolated(unsafe) let source = DispatchSource.makeReadSource(
                fileDescriptor: descriptor, queue: queue)
            source.setEventHandler {
                var bytes = [UInt8](repeating: 0, count: 8192)
                let count = read(descriptor, &bytes, bytes.count)
                // A timerfd is cancelled by an error, when the clock was set.
                guard count >= 0 || errno == ECANCELED else { return }
                let piece = Array(bytes.prefix(max(0, count)))
                if isWanted(piece) { continuation.yield(piece) }
            }
            source.setCancelHandler {
                close(descriptor)
                continuation.finish()
            }
            // The source lives as long as somebody may end it.
            continuation.onTermination = { _ in source.cancel() }
            source.activate()
        }
    }
}
