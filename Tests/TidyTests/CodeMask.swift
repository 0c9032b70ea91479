/// Blanks out comments and string literals, so that a search sees code only. Line breaks stay, so
/// line numbers hold. Interpolations are blanked with their string.
enum CodeMask {
    static func mask(_ text: String) -> String {
        var scanner = Scanner(input: Array(text.utf8))
        scanner.run()
        return String(decoding: scanner.output, as: UTF8.self)
    }

    private struct Scanner {
        let input: [UInt8]
        var output: [UInt8] = []
        var at = 0

        mutating func run() {
            output.reserveCapacity(input.count)
            while at < input.count {
                if starts("//") {
                    while at < input.count, input[at] != UInt8(ascii: "\n") { blank() }
                } else if starts("/*") {
                    blockComment()
                } else if let hashes = stringStart() {
                    string(hashes: hashes)
                } else {
                    output.append(input[at])
                    at += 1
                }
            }
        }

        func starts(_ token: String, from position: Int? = nil) -> Bool {
            let position = position ?? at
            let token = Array(token.utf8)
            return position + token.count <= input.count
                && input[position..<position + token.count].elementsEqual(token)
        }

        mutating func blank(_ count: Int = 1) {
            for _ in 0..<count where at < input.count {
                output.append(input[at] == UInt8(ascii: "\n") ? input[at] : UInt8(ascii: " "))
                at += 1
            }
        }

        mutating func blockComment() {
            var depth = 0
            repeat {
                if starts("/*") {
                    depth += 1
                    blank(2)
                } else if starts("*/") {
                    depth -= 1
                    blank(2)
                } else {
                    blank()
                }
            } while depth > 0 && at < input.count
        }

        /// The number of `#` before an opening quote here; nil when no string starts here.
        func stringStart() -> Int? {
            var position = at
            while position < input.count, input[position] == UInt8(ascii: "#") { position += 1 }
            guard starts("\"", from: position) else { return nil }
            return position - at
        }

        mutating func string(hashes: Int) {
            let fence = String(repeating: "#", count: hashes)
            let isLong = starts("\"\"\"", from: at + hashes)
            let quote = (isLong ? "\"\"\"" : "\"") + fence
            let escape = "\\" + fence
            blank(hashes + (isLong ? 3 : 1))
            while at < input.count, !starts(quote) {
                if starts(escape + "(") {
                    interpolation(escape.utf8.count + 1)
                } else if starts(escape) {
                    blank(escape.utf8.count + 1)
                } else if !isLong, input[at] == UInt8(ascii: "\n") {
                    return
                } else {
                    blank()
                }
            }
            blank(quote.utf8.count)
        }

        mutating func interpolation(_ opening: Int) {
            blank(opening)
            var depth = 1
            while at < input.count, depth > 0 {
                if let hashes = stringStart() {
                    string(hashes: hashes)
                    continue
                }
                if input[at] == UInt8(ascii: "(") { depth += 1 }
                if input[at] == UInt8(ascii: ")") { depth -= 1 }
                blank()
            }
        }
    }
}
