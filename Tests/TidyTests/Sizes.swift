import Foundation

/// Limits on what a reader has to take in at once.
enum Sizes {
    static let columns = 100
    static let functionLines = 70
    static let fileLines = 400

    static func check(_ file: SourceFile) -> [Finding] {
        var findings = file.lines.enumerated().compactMap { index, line in
            line.count <= columns
                ? nil
                : Finding(path: file.path, line: index + 1, reason: "\(line.count) columns")
        }
        if file.lines.count > fileLines + 1 {
            findings.append(
                Finding(path: file.path, line: 1, reason: "\(file.lines.count - 1) lines in a file")
            )
        }
        for function in functions(of: file) where function.lines > functionLines {
            findings.append(
                Finding(
                    path: file.path, line: function.index + 1,
                    reason: "\(function.lines) lines in a function"))
        }
        return findings
    }

    /// Every function with a body: where it starts, and its lines to the closing brace.
    static func functions(of file: SourceFile) -> [(index: Int, lines: Int)] {
        let head = /(^|[ \t])(func [^ ]|init[?(<]|deinit\b|subscript[(<])/
        let words = ["func", "init", "deinit", "subscript"]
        return file.code.enumerated().compactMap { index, line in
            guard words.contains(where: line.contains), line.contains(head),
                let lines = bodyLines(from: index, in: file.code)
            else {
                return nil
            }
            return (index, lines)
        }
    }

    /// Counts from a declaration to the brace that closes its body; nil when it has none.
    private static func bodyLines(from start: Int, in code: [String]) -> Int? {
        var depth = 0
        var parentheses = 0
        for index in start..<code.count {
            for character in code[index] {
                switch character {
                case "(", "[": parentheses += 1
                case ")", "]":
                    parentheses -= 1
                    if parentheses < 0 { return nil }
                case "{" where parentheses == 0: depth += 1
                case "}" where parentheses == 0:
                    depth -= 1
                    if depth == 0 { return index - start + 1 }
                    if depth < 0 { return nil }
                default: break
                }
            }
            if depth == 0, parentheses == 0, index + 1 < code.count, endsDeclaration(code, index) {
                return nil
            }
        }
        return nil
    }

    /// Whether the next line cannot continue a declaration: a protocol's requirement has no body.
    private static func endsDeclaration(_ code: [String], _ index: Int) -> Bool {
        let next = code[index + 1].drop { $0 == " " }
        return !["{", "where ", "->", "throws", "async", ")"].contains { next.hasPrefix($0) }
    }
}
