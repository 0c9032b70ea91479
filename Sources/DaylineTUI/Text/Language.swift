/// The languages the interface speaks.
enum Language: String, Hashable, Sendable, CaseIterable {
    case english

    var strings: any Strings {
        switch self {
        case .english: English()
        }
    }
}
