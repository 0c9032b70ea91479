/// SHA-256 (FIPS 180-4), for comparing with vectors; nothing secret passes through it.
enum SHA256 {
    /// The digest as 64 lower-case hexadecimal digits.
    static func hexDigest(_ message: [UInt8]) -> String {
        var state: [UInt32] = [
            0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C,
            0x1F83_D9AB, 0x5BE0_CD19,
        ]
        var padded = message + [0x80]
        padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
        let bits = UInt64(message.count) * 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
        for start in stride(from: 0, to: padded.count, by: 64) {
            compress(&state, padded[start..<(start + 64)])
        }
        return state.map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 8 - text.count) + text
        }.joined()
    }

    private static func compress(_ state: inout [UInt32], _ block: ArraySlice<UInt8>) {
        var words = [UInt32](repeating: 0, count: 64)
        for (index, byte) in block.enumerated() {
            words[index / 4] = words[index / 4] << 8 | UInt32(byte)
        }
        for index in 16..<64 {
            let (two, fifteen) = (words[index - 2], words[index - 15])
            let high = rotate(two, 17) ^ rotate(two, 19) ^ (two >> 10)
            let low = rotate(fifteen, 7) ^ rotate(fifteen, 18) ^ (fifteen >> 3)
            words[index] = words[index - 16] &+ low &+ words[index - 7] &+ high
        }
        var work = state
        for index in 0..<64 {
            let (first, fifth) = (work[0], work[4])
            let choice = (fifth & work[5]) ^ (~fifth & work[6])
            let high = rotate(fifth, 6) ^ rotate(fifth, 11) ^ rotate(fifth, 25)
            let one = work[7] &+ high &+ choice &+ constants[index] &+ words[index]
            let majority = (first & work[1]) ^ (first & work[2]) ^ (work[1] & work[2])
            let low = rotate(first, 2) ^ rotate(first, 13) ^ rotate(first, 22)
            work = [one &+ low &+ majority] + work[0..<3] + [work[3] &+ one] + work[4..<7]
        }
        for index in 0..<8 { state[index] &+= work[index] }
    }

    private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 {
        word >> bits | word << (32 - bits)
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < 64 {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes.map(cubeRootFraction)
    }()

    /// floor(cbrt(`prime`) × 2³²) mod 2³², by bisection on integers of 128 bits.
    private static func cubeRootFraction(_ prime: Int) -> UInt32 {
        let target = UInt128(prime) << 96
        var (low, high) = (UInt128(0), UInt128(1) << 35)
        while high - low > 1 {
            let middle = (low + high) / 2
            if middle * middle * middle <= target { low = middle } else { high = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }
}
