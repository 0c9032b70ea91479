import Foundation

/// One Swift file of the project, as the checks see it.
struct SourceFile: Sendable {
    /// From the root of the checkout: `Sources/Core/Time/CivilDate.swift`.
    let path: String
    /// As written.
    let lines: [String]
    /// The same lines, with the text of comments and strings blanked out.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = CodeMask.mask(text)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// `CivilDate.swift`
    var name: String {
        String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
    }

    /// `Sources/Core`
    var target: String { path.split(separator: "/").prefix(2).joined(separator: "/") }
}

/// What a check found; its text is what the test prints.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    let line: Int
    let reason: String
    var description: String { "\(path):\(line): \(reason)" }
}

/// The checkout that this test was compiled from.
enum Tree {
    static let root: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// All Swift files below `Sources` and `Tests`, sorted by path.
    static func swiftFiles() throws -> [SourceFile] {
        try (paths(below: "Sources") + paths(below: "Tests"))
            .filter { $0.hasSuffix(".swift") }
            .map { SourceFile(path: $0, text: try text($0)) }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// All files below a folder, hidden ones left out, sorted.
    static func paths(below folder: String) throws -> [String] {
        let base = root.appendingPathComponent(folder, isDirectory: true).path
        return try FileManager.default.subpathsOfDirectory(atPath: base)
            .filter { path in
                var isFolder: ObjCBool = false
                let full = "\(base)/\(path)"
                return !path.split(separator: "/").contains { $0.hasPrefix(".") }
                    && FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
            .map { "\(folder)/\($0)" }
            .sorted()
    }
}
