import WebDAV

/// The `If` header (RFC 4918 §10.4): lists of states, of which one must hold as a whole.
struct IfHeader: Hashable, Sendable {
    enum State: Hashable, Sendable {
        /// Strong or weak, with quotes, as written.
        case etag(String)
        case token(String)
    }

    struct Condition: Hashable, Sendable {
        let state: State
        let isNegated: Bool
    }

    struct List: Hashable, Sendable {
        /// The resource that it is about, as written; nil for the one of the request.
        let resource: String?
        let conditions: [Condition]
    }

    let lists: [List]

    /// - Returns: nil when the text does not follow the grammar.
    init?(_ text: String) {
        var rest = text[...]
        var lists: [List] = []
        var resource: String?
        var isTagged = false
        Self.skipSpace(&rest)
        while let first = rest.first {
            if first == "<" {
                guard lists.isEmpty || isTagged, let tag = Self.take("<", ">", &rest) else {
                    return nil
                }
                resource = tag
                isTagged = true
                Self.skipSpace(&rest)
                guard rest.first == "(" else { return nil }
            }
            guard let conditions = Self.takeList(&rest) else { return nil }
            lists.append(List(resource: resource, conditions: conditions))
            Self.skipSpace(&rest)
        }
        guard !lists.isEmpty, lists.count <= Self.limit else { return nil }
        self.lists = lists
    }

    /// Lists in one header.
    static let limit = 100

    /// Whether one list holds.
    ///
    /// - Parameter holds: whether a state is that of a resource, nil for the one of the request.
    func isFulfilled(_ holds: (State, _ resource: String?) throws -> Bool) rethrows -> Bool {
        for list in lists {
            var isTrue = true
            for condition in list.conditions where isTrue {
                isTrue = try holds(condition.state, list.resource) != condition.isNegated
            }
            if isTrue { return true }
        }
        return false
    }

    private static func takeList(_ rest: inout Substring) -> [Condition]? {
        guard rest.popFirst() == "(" else { return nil }
        var conditions: [Condition] = []
        while true {
            skipSpace(&rest)
            if rest.first == ")" {
                rest.removeFirst()
                return conditions.isEmpty ? nil : conditions
            }
            var isNegated = false
            if rest.prefix(3).lowercased() == "not" {
                isNegated = true
                rest.removeFirst(3)
                skipSpace(&rest)
            }
            let state: State? =
                switch rest.first {
                case "<": take("<", ">", &rest).map { .token($0) }
                case "[": take("[", "]", &rest).map { .etag($0) }
                default: nil
                }
            guard let state else { return nil }
            conditions.append(Condition(state: state, isNegated: isNegated))
        }
    }

    /// What stands between two signs; nil when there is nothing.
    private static func take(
        _ open: Character, _ close: Character, _ rest: inout Substring
    ) -> String? {
        guard rest.first == open, let end = rest.firstIndex(of: close) else { return nil }
        let inner = rest[rest.index(after: rest.startIndex)..<end].trimmingSpaces
        rest = rest[rest.index(after: end)...]
        return inner.isEmpty ? nil : inner
    }

    private static func skipSpace(_ rest: inout Substring) {
        rest = rest.drop { $0 == " " || $0 == "\t" }
    }
}
