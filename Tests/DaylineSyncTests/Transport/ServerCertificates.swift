import Foundation
import NIOSSL

@testable import DaylineSync

/// Certificates made by openssl: two authorities, a server's from each, and a client's.
struct ServerCertificates: Sendable {
    static let hasTool = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    /// Made once, for all tests.
    static let shared = Task { try await ServerCertificates() }

    let folder: String

    private init() async throws {
        folder = FileManager.default.temporaryDirectory.path + "/dayline-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for authority in ["one", "two"] {
            try await openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
                    + "-subj /CN=\(authority) -keyout \(authority).key -out \(authority).pem")
            try await sign("server-\(authority)", by: authority)
        }
        try await sign("client", by: "one")
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    private func openssl(_ words: String) async throws {
        let parts = words.split(separator: " ").map { word in
            word.hasSuffix(".pem") || word.hasSuffix(".key") || word.hasSuffix(".csr")
                || word.hasSuffix(".ext") || word.hasSuffix(".der") || word.hasSuffix(".sha")
                ? path(String(word)) : String(word)
        }
        _ = try await CredentialCommand(words: ["openssl"] + parts).output()
    }

    private func sign(_ name: String, by authority: String) async throws {
        let names = "subjectAltName=IP:127.0.0.1,DNS:localhost\n"
        try Data(names.utf8).write(to: URL(fileURLWithPath: path("\(name).ext")))
        try await openssl(
            "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=\(name) "
                + "-keyout \(name).key -out \(name).csr")
        try await openssl(
            "x509 -req -days 2 -in \(name).csr -CA \(authority).pem -CAkey \(authority).key "
                + "-CAcreateserial -extfile \(name).ext -out \(name).pem")
    }

    /// `sha256//…` of a certificate's public key.
    func pin(_ name: String) async throws -> String {
        let pem = try await CredentialCommand(
            words: ["openssl", "x509", "-pubkey", "-noout", "-in", path("\(name).pem")]
        ).output()
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        let key = Data(base64Encoded: lines.joined()) ?? Data()
        // Other tests may ask for the same one at the same time.
        let file = "\(name)-\(UUID().uuidString)"
        try key.write(to: URL(fileURLWithPath: path("\(file).der")))
        try await openssl("dgst -sha256 -binary -out \(file).sha \(file).der")
        let hash = try Data(contentsOf: URL(fileURLWithPath: path("\(file).sha")))
        return "sha256//\(hash.base64EncodedString())"
    }

    /// What a server needs.
    /// - Parameter client: the authority of the client's certificate, which is asked for then.
    func context(
        _ name: String, client: String? = nil, atMost version: TLSVersion? = nil
    ) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(path("\(name).pem"))
                .map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: path("\(name).key"), format: .pem)))
        if let client {
            configuration.trustRoots = .file(path("\(client).pem"))
            configuration.certificateVerification = .noHostnameVerification
        }
        configuration.minimumTLSVersion = .tlsv1
        configuration.maximumTLSVersion = version
        return try NIOSSLContext(configuration: configuration)
    }
}
