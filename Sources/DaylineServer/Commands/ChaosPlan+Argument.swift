import ArgumentParser

/// As in `seed=7,failures=0.1,repeats=0.1,disorder=0.25,poison=100`; what is not named has its
/// standard value.
extension Chaos.Plan: ExpressibleByArgument {
    init?(argument: String) {
        self.init()
        for part in argument.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2, let number = Double(pair[1]), number >= 0 else { return nil }
            switch pair[0] {
            case "seed":
                guard let seed = UInt64(pair[1]) else { return nil }
                self.seed = seed
            case "poison":
                guard let poison = Int(pair[1]) else { return nil }
                self.poison = poison
            case "failures" where number <= 1: failures = number
            case "repeats" where number <= 1: repeats = number
            case "disorder" where number <= 1: disorder = number
            default: return nil
            }
        }
    }
}
