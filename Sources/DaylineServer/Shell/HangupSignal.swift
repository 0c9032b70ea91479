import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the certificates again whenever the process gets SIGHUP.
struct HangupSignal: Service {
    let certificates: Certificates
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do throws(ListenerError) {
                try certificates.reload()
                logger.info("certificates were read again")
            } catch {
                logger.error("certificates stay as they were", metadata: ["reason": "\(error)"])
            }
        }
    }
}
