import Foundation
import HTTPTypes
import NIOSSL
import Testing

@testable import DaylineServer

/// Goal: TLS as it should be: nothing older than 1.2, HTTP/2 when the client speaks it, and new
/// certificates without a restart. Method: throw-away certificates and the command line clients
/// that are installed.
@Suite("TLS", .enabled(if: Tool.exists("openssl")), .timeLimit(.minutes(1)))
struct TLSTests {
    @Test("versions before 1.2 are refused", .enabled(if: Tool.exists("curl")))
    func versions() async throws {
        try await withServer { running, directory in
            let url = "https://localhost:\(running.port)/healthz"
            let common = ["-s", "--cacert", "\(directory)/chain.pem", url]
            for version in ["1.2", "1.3"] {
                let answer = try await Tool.run("curl", ["--tls-max", version] + common)
                #expect(answer.text == "ok\n")
            }
            for version in ["1.0", "1.1"] {
                // The client itself would do it: it is the server that refuses.
                let old = ["--tls-max", version, "--ciphers", "DEFAULT@SECLEVEL=0"]
                let answer = try await Tool.run("curl", old + common)
                #expect(answer.code == 35)
            }
        }
    }

    @Test("the client chooses the version of HTTP", .enabled(if: Tool.exists("curl")))
    func negotiation() async throws {
        try await withServer { running, directory in
            let file = "\(directory)/body"
            #expect(FileManager.default.createFile(atPath: file, contents: Data(count: 300_000)))
            for (option, version) in [("--http2", "2"), ("--http1.1", "1.1")] {
                let common = [
                    "-s", "--cacert", "\(directory)/chain.pem", option, "-w",
                    " %{http_version} %{http_code}", "-H", "Authorization: Bearer ann",
                    "https://localhost:\(running.port)/dav/x",
                ]
                let get = try await Tool.run("curl", common)
                #expect(get.text == "0 \(version) 200")
                let put = try await Tool.run("curl", common + ["-T", file])
                #expect(put.text == "300000 \(version) 200")
                let tooLarge = try await Tool.run(
                    "curl", common + ["-H", "Content-Encoding: br", "-T", file])
                #expect(tooLarge.text == " \(version) 415")
            }
        }
    }

    @Test("plain connections may begin with HTTP/2", .enabled(if: Tool.exists("curl")))
    func priorKnowledge() async throws {
        var server = TestServer()
        server.respond = { request in
            let body = Array(repeating: UInt8(ascii: "a"), count: 300_000)
            return DAVResponse(
                status: .ok, body: request.method == .get ? .bytes(body) : .bytes([]))
        }
        try await server.run { running in
            let answer = try await Tool.run(
                "curl",
                [
                    "-s", "--http2-prior-knowledge", "-o", "/dev/null", "-w",
                    "%{http_version} %{http_code} %{size_download}", "-H",
                    "Authorization: Bearer ann", "http://127.0.0.1:\(running.port)/dav/x",
                ])
            #expect(answer.text == "2 200 300000")
            // Asking for it in an upgrade is answered with what was spoken already.
            let upgrade = try await Tool.run(
                "curl",
                [
                    "-s", "--http2", "-w", " %{http_version}",
                    "http://127.0.0.1:\(running.port)/healthz",
                ])
            #expect(upgrade.text == "ok\n 1.1")
        }
    }

    @Test("new certificates are for new connections, broken ones for none")
    func reload() async throws {
        try await withServer { running, directory in
            let certificates = try #require(running.certificates)
            let old = try context(trusting: "\(directory)/chain.pem")
            let request = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
            let open = try await Wire.connect(running.port, tls: old)
            await open.send(request)
            #expect(await open.read(until: "ok\n") != nil)

            try "nonsense".write(
                toFile: "\(directory)/chain.pem", atomically: true, encoding: .utf8)
            #expect(throws: ListenerError.self) { try certificates.reload() }
            let still = try await Wire.connect(running.port, tls: old)
            await still.send(request)
            #expect(await still.read(until: "ok\n") != nil)

            try await Tool.makeCertificate(in: directory)
            try certificates.reload()
            let refused = try await Wire.connect(running.port, tls: old)
            await refused.send(request)
            #expect(await refused.rest() == "")
            let new = try context(trusting: "\(directory)/chain.pem")
            let next = try await Wire.connect(running.port, tls: new)
            await next.send(request)
            #expect(await next.read(until: "ok\n") != nil)
            await open.send(request)
            #expect(await open.read(until: "ok\n") != nil)
            for wire in [open, still, next] { try await wire.close() }
        }
    }

    @Test("a peer that says nothing in the handshake is cut")
    func silent() async throws {
        var limits = ServerLimits()
        limits.firstHead = .milliseconds(30)
        try await withServer(limits) { running, _ in
            let answer = try await running.answer("")
            #expect(answer == "")
        }
    }

    @Test("what is wrong with the files is said with the file's name")
    func missing() {
        let files = TLSFiles(
            certificate: "/nowhere/chain.pem", key: "/nowhere/key.pem")
        let error = #expect(throws: ListenerError.self) { try Certificates(files: files) }
        #expect(error?.description.hasPrefix("/nowhere/chain.pem: ") == true)
    }

    private func withServer(
        _ limits: ServerLimits = ServerLimits(),
        _ body: @escaping @Sendable (TestServer.Running, _ directory: String) async throws -> Void
    ) async throws {
        let directory = NSTemporaryDirectory() + "dayline-tls-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await Tool.makeCertificate(in: directory)
        var server = TestServer()
        server.limits = limits
        server.respond = { request in
            DAVResponse(status: .ok, body: .bytes(Array("\(request.body.count)".utf8)))
        }
        server.tls = TLSFiles(
            certificate: "\(directory)/chain.pem", key: "\(directory)/key.pem")
        try await server.run { try await body($0, directory) }
    }

    private func context(trusting file: String) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(file)
        return try NIOSSLContext(configuration: configuration)
    }
}

extension Tool {
    /// Writes `chain.pem` and `key.pem`.
    static func makeCertificate(in directory: String) async throws {
        let made = try await run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", "\(directory)/key.pem", "-out", "\(directory)/chain.pem", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            ])
        #expect(made.code == 0)
    }
}
