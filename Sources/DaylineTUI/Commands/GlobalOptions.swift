import ArgumentParser

/// When output has colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, always, never
}

/// What every command understands.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Keep everything in this folder.", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp("Show times in this zone, such as Europe/Berlin.", valueName: "zone"))
    var tz: String?

    @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: ColorChoice = .auto

    /// The options above that stand before the command's name, moved behind it: for the parser they
    /// belong to the commands.
    static func hoisted(_ arguments: [String]) -> [String] {
        let names = ["--data", "--tz", "--color"]
        var rest = arguments[...]
        var options: [String] = []
        while let first = rest.first {
            if names.contains(first), rest.count >= 2 {
                options += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else if names.contains(where: { first.hasPrefix($0 + "=") }) {
                options.append(first)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        guard let command = rest.first, !command.hasPrefix("-") else { return options + rest }
        // `calendar add`: the options belong to the innermost command.
        let hasInner = Dayline.isGroup(command) && rest.dropFirst().first?.hasPrefix("-") == false
        let depth = hasInner ? 2 : 1
        return rest.prefix(depth) + options + rest.dropFirst(depth)
    }
}
