import Foundation

/// The shared test vectors, read in place and never copied into the project: recurrence, time-zone
/// and overlap cases and a corpus of real `.ics` files.
enum Vectors {
    /// `$DAYLINE_VECTORS`, by default `../shared/vectors` beside the checkout.
    static let directory: URL = {
        if let path = ProcessInfo.processInfo.environment["DAYLINE_VECTORS"], !path.isEmpty {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return root.deletingLastPathComponent()
            .appendingPathComponent("shared/vectors", isDirectory: true)
    }()

    /// Whether the vectors are there. Says so once when they are not.
    static let present: Bool = {
        let found = FileManager.default.fileExists(
            atPath: directory.appendingPathComponent("recurrence.jsonl").path)
        if !found { print("vectors: none at \(directory.path); the tests that read them are off") }
        return found
    }()

    /// Decodes each line of a `.jsonl` file.
    static func lines<Row: Decodable>(_ name: String, as type: Row.Type) throws -> [Row] {
        let data = try Data(contentsOf: directory.appendingPathComponent(name))
        let decoder = JSONDecoder()
        return try data.split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(Row.self, from: Data($0))
        }
    }

    /// The corpus files, sorted by name.
    static func corpus() throws -> [URL] {
        let folder = directory.appendingPathComponent("corpus", isDirectory: true)
        return try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        )
        .filter { $0.lastPathComponent != "MANIFEST.jsonl" }
        .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
