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
                // Tests run unoptimised and this looks at every byte: most decide nothing.
                let byte = input[at]
                if byte == slash, follows(slash) {
                    while at < input.count, input[at] != lineFeed { blank() }
                } else if byte == slash, follows(star) {
                    blockComment()
                } else if byte == quote || byte == hash, let hashes = stringStart() {
                    string(hashes: hashes)
                } else {
                    output.append(byte)
                    at += 1
                }
            }
        }

        /// Whether the next byte is this one.
        func follows(_ byte: UInt8) -> Bool { at + 1 < input.count && input[at + 1] == byte }

        func starts(_ token: [UInt8], from position: Int? = nil) -> Bool {
            let position = position ?? at
            return position + token.count <= input.count
                && input[position..<position + token.count].elementsEqual(token)
        }

        mutating func blank(_ count: Int = 1) {
            for _ in 0..<count where at < input.count {
                output.append(input[at] == lineFeed ? lineFeed : space)
                at += 1
            }
        }

        mutating func blockComment() {
            var depth = 0
            repeat {
                if input[at] == slash, follows(star) {
                    depth += 1
                    blank(2)
                } else if input[at] == star, follows(slash) {
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
            while position < input.count, input[position] == hash { position += 1 }
            guard position < input.count, input[position] == quote else { return nil }
            return position - at
        }

        mutating func string(hashes: Int) {
            let fence = [UInt8](repeating: hash, count: hashes)
            let isLong = starts([quote, quote, quote], from: at + hashes)
            let close = [UInt8](repeating: quote, count: isLong ? 3 : 1) + fence
            let escape = [backslash] + fence
            blank(hashes + (isLong ? 3 : 1))
            while at < input.count {
                let byte = input[at]
                if byte == quote, starts(close) { break }
                if byte == backslash, starts(escape + [open]) {
                    interpolation(escape.count + 1)
                } else if byte == backslash, starts(escape) {
                    blank(escape.count + 1)
                } else if byte == lineFeed, !isLong {
                    return
                } else {
                    blank()
                }
            }
            blank(close.count)
        }

        mutating func interpolation(_ opening: Int) {
            blank(opening)
            var depth = 1
            while at < input.count, depth > 0 {
                let byte = input[at]
                if byte == quote || byte == hash, let hashes = stringStart() {
                    string(hashes: hashes)
                    continue
                }
                if byte == open { depth += 1 }
                if byte == shut { depth -= 1 }
                blank()
            }
        }
    }
}

private let slash = UInt8(ascii: "/")
private let star = UInt8(ascii: "*")
private let quote = UInt8(ascii: "\"")
private let hash = UInt8(ascii: "#")
private let backslash = UInt8(ascii: "\\")
private let open = UInt8(ascii: "(")
private let shut = UInt8(ascii: ")")
private let lineFeed = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
