import NIOSSL
import Synchronization

/// The TLS identity that new connections get. Old ones keep theirs.
final class Certificates: Sendable {
    private let files: TLSFiles
    private let current: Mutex<NIOSSLContext>

    init(files: TLSFiles) throws(ListenerError) {
        self.files = files
        self.current = Mutex(try Self.context(files))
    }

    var context: NIOSSLContext { current.withLock { $0 } }

    /// Reads the files again.
    /// - Throws: what is wrong with them; then the identity stays as it was.
    func reload() throws(ListenerError) {
        let new = try Self.context(files)
        current.withLock { $0 = new }
    }

    private static func context(
        _ files: TLSFiles
    ) throws(ListenerError) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
        } catch {
            throw .certificate(path: files.certificate, reason: "\(error)")
        }
        guard !chain.isEmpty else {
            throw .certificate(path: files.certificate, reason: "no certificate in it")
        }
        do {
            let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            // The library's own default lets TLS 1.0 in.
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["h2", "http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .certificate(path: files.key, reason: "\(error)")
        }
    }
}
