import Core
import Foundation

extension ServerMachine {
    /// The machine as it is.
    ///
    /// - Parameter serve: runs the server until it is told to stop.
    static func live(
        serve: @escaping @Sendable (ServerSettings, ServerMachine) async throws -> Void
    ) -> ServerMachine {
        let environment = ProcessInfo.processInfo.environment
        return ServerMachine(
            world: .live,
            zones: ZoneDatabase(directory: environment["TZDIR"] ?? "/usr/share/zoneinfo"),
            write: { channel, text in
                let descriptor = channel == .output ? STDOUT_FILENO : STDERR_FILENO
                writeAll(Array(text.utf8), to: descriptor)
            },
            isErrorTerminal: isatty(STDERR_FILENO) == 1,
            readFile: readWholeFile, askSecret: askOnTerminal, serve: serve)
    }
}

/// Larger files are neither a configuration nor a password.
private let longestFile = 1 << 20

private func readWholeFile(_ path: String) throws -> [UInt8] {
    let isInput = path == "-"
    let descriptor = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    func failure() -> ServerCommandError {
        .badInput(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    guard descriptor >= 0 else { throw failure() }
    defer { if !isInput { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= longestFile {
        let count = read(descriptor, &buffer, buffer.count)
        if count == 0 { return bytes }
        if count < 0 {
            guard errno == EINTR else { throw failure() }
            continue
        }
        bytes += buffer.prefix(count)
    }
    throw ServerCommandError.badInput(path: path, reason: "larger than 1 MiB")
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            rest = rest.dropFirst(count)
        } else if errno != EINTR {
            return
        }
    }
}

/// Reads a line from the terminal that controls the process, with echo off meanwhile.
private func askOnTerminal(_ prompt: String) -> [UInt8]? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { return nil }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    // What was typed ahead was typed with echo: it is thrown away.
    guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else { return nil }
    defer { tcsetattr(terminal, TCSANOW, &before) }
    writeAll(Array(prompt.utf8), to: terminal)
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < 4096, read(terminal, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    writeAll([0x0A], to: terminal)
    return line
}
