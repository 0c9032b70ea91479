import Foundation

/// The file of settings on the disk.
public struct SettingsStore: Sendable {
    public let path: String
    /// For paths in it that begin with `~/`.
    private let home: String

    public init(_ folders: SettingsFolders) {
        path = folders.configuration
        home = folders.home
    }

    /// Larger files are no settings.
    private static let longest = 1 << 20

    /// - Returns: standard settings where there is no file.
    public func read() throws(SettingsError) -> ClientSettings {
        try ClientSettings(text: try text() ?? "", path: path, home: home)
    }

    /// Adds an account, and makes the file where there is none.
    public func add(_ account: AccountSettings) throws(SettingsError) {
        try write(try editor().adding(account))
    }

    /// Takes an account out.
    public func removeAccount(_ name: String) throws(SettingsError) {
        try write(try editor().removing(name))
    }

    private func editor() throws(SettingsError) -> AccountsEditor {
        AccountsEditor(text: try text() ?? "", path: path, home: home)
    }

    /// nil when there is no file.
    private func text() throws(SettingsError) -> String? {
        guard let stream = fopen(path, "re") else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure()
        }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: Self.longest + 1)
        let count = fread(&bytes, 1, bytes.count, stream)
        if ferror(stream) != 0 { throw failure() }
        guard count <= Self.longest else {
            throw SettingsError(path: path, reason: "is larger than 1 MiB")
        }
        guard let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
            throw SettingsError(path: path, reason: "is no UTF-8")
        }
        return text
    }

    /// Puts a whole new text in the place of the old one, or leaves the old one. A link stays one:
    /// what it leads to is replaced. The mode stays; a new file is the user's alone.
    private func write(_ text: String) throws(SettingsError) {
        try makeFolder()
        let target = realpath(path, nil).map { pointer in
            defer { free(pointer) }
            return String(cString: pointer)
        }
        let place = target ?? path
        var status = stat()
        let mode = stat(place, &status) == 0 ? status.st_mode & 0o777 : 0o600
        let temporary = "\(place).\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        let isWritten =
            Self.writeAll(Array(text.utf8), to: descriptor)
            && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
        let reason = errno
        close(descriptor)
        guard isWritten, rename(temporary, place) == 0 else {
            let error = failure(isWritten ? errno : reason)
            unlink(temporary)
            throw error
        }
    }

    private func makeFolder() throws(SettingsError) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        var made = ""
        for part in folder {
            made += "\(part)/"
            if !part.isEmpty, mkdir(made, 0o700) != 0, errno != EEXIST { throw failure() }
        }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    private func failure(_ code: Int32 = errno) -> SettingsError {
        SettingsError(path: path, reason: String(cString: strerror(code)).lowercased())
    }
}
