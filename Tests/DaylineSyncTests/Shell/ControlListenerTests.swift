import Foundation
import Testing

@testable import Control
@testable import DaylineSync

/// Goal: the socket is the user's own, and nothing of others is put in its place. Method: files in
/// a folder.
@Suite("making the control socket") struct ControlListenerTests {
    private func open(_ path: String) throws -> ControlListener {
        try ControlListener.open(at: path, environment: [:], processID: 1)
    }

    private func mode(_ path: String) throws -> mode_t {
        var status = stat()
        try #require(lstat(path, &status) == 0)
        return status.st_mode & 0o777
    }

    @Test("only the user may come near it") func modes() throws {
        let bench = try ControlBench()
        let listener = try open(bench.path)
        #expect(try mode(bench.path) == 0o600)
        #expect(try mode(bench.folder.path + "/run") == 0o700)
        #expect(
            throws: ControlSocketError(
                path: bench.path, reason: "another dayline-sync listens there")
        ) { try open(bench.path) }
        close(listener.descriptor)
        // What a daemon left behind that was killed.
        let next = try open(bench.path)
        _ = try ControlConnection(path: bench.path)
        close(next.descriptor)
        next.remove()
        #expect(!FileManager.default.fileExists(atPath: bench.path))
    }

    @Test("another file is left alone") func inTheWay() throws {
        let folder = try AlertFolder()
        try folder.write("sync.sock", "precious")
        let path = folder.path + "/sync.sock"
        #expect(throws: ControlSocketError(path: path, reason: "is in the way")) {
            try open(path)
        }
        #expect(folder.text("sync.sock") == "precious")
    }

    @Test("what systemd passed on to others is not taken") func others() throws {
        let bench = try ControlBench()
        let listener = try ControlListener.open(
            at: bench.path, environment: ["LISTEN_PID": "7", "LISTEN_FDS": "1"], processID: 8)
        #expect(try mode(bench.path) == 0o600, "it has made its own")
        close(listener.descriptor)
    }

    @Test("a path that no socket can have") func long() {
        let path = "/tmp/" + String(repeating: "x", count: UnixAddress.limit)
        #expect(throws: ControlSocketError.self) { try open(path) }
    }
}
