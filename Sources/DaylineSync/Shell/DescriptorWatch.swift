import Dispatch
import Foundation

/// Hears what comes out of a descriptor of the kernel that is read whole pieces at a time: inotify,
/// timerfd, netlink. Nothing runs while nothing comes.
final class DescriptorWatch: Sendable {
    // Dispatch sources may be used from any thread; they are not marked so.
    private nonisolated(unsafe) let source: any DispatchSourceRead

    /// Takes the descriptor over: it is closed with the watch, or after `cancel`.
    ///
    /// - Parameter onPiece: called on a queue of its own with a piece as it was read; with nothing
    ///   for a timer that was cancelled, because the clock was set.
    init(_ descriptor: Int32, onPiece: @escaping @Sendable ([UInt8]) -> Void) {
        let queue = DispatchQueue(label: "dayline-sync.descriptor.\(descriptor)")
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler {
            var bytes = [UInt8](repeating: 0, count: 8192)
            let count = read(descriptor, &bytes, bytes.count)
            guard count >= 0 || errno == ECANCELED else { return }
            onPiece(Array(bytes.prefix(max(0, count))))
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
    }

    deinit { source.cancel() }

    func cancel() { source.cancel() }

    /// Takes the descriptor over: it is closed when nobody listens any more.
    ///
    /// - Parameter isWanted: says of a piece whether anybody is to hear of it.
    /// - Returns: pieces as they were read; those that nobody took in time are left out, but for
    ///   the last one.
    static func stream(
        _ descriptor: Int32, where isWanted: @escaping @Sendable ([UInt8]) -> Bool = { _ in true }
    ) -> AsyncStream<[UInt8]> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let watch = DescriptorWatch(descriptor) { piece in
                if isWanted(piece) { continuation.yield(piece) }
            }
            continuation.onTermination = { _ in watch.cancel() }
        }
    }
}
