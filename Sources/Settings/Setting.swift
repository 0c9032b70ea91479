import TOMLKit

/// One key of a file of settings: its place, what it takes, and what it sets.
public struct Setting<Root>: Sendable {
    /// As in `limits.body_mib`, counted from the table that the settings stand in.
    public let key: String
    /// For people, as in “an integer from 1 to 64”.
    public let takes: String
    /// - Returns: false when the value is none of what it takes.
    public let apply: @Sendable (any TOMLValueConvertible, inout Root) -> Bool

    public init(
        key: String, takes: String,
        apply: @escaping @Sendable (any TOMLValueConvertible, inout Root) -> Bool
    ) {
        self.key = key
        self.takes = takes
        self.apply = apply
    }

    /// The keys of the tables that it stands in, and its own.
    var place: [String] { key.split(separator: ".").map(String.init) }
}

extension Setting {
    public typealias Path<Value> = any WritableKeyPath<Root, Value> & Sendable
    public typealias Assign<Value> = @Sendable (inout Root, Value) -> Void

    /// A setting whose value is read by `value`, which gives nil for what it does not take.
    private static func reading<Value>(
        _ key: String, takes: String,
        _ value: @escaping @Sendable (any TOMLValueConvertible) -> Value?,
        _ set: @escaping Assign<Value>
    ) -> Self {
        Self(key: key, takes: takes) {
            guard let value = value($0) else { return false }
            set(&$1, value)
            return true
        }
    }

    /// A text that is not empty and that `value` can read.
    public static func text<Value>(
        _ key: String, takes: String, _ value: @escaping @Sendable (String) -> Value?,
        _ set: @escaping Assign<Value>
    ) -> Self {
        reading(
            key, takes: takes, { $0.string.flatMap { $0.isEmpty ? nil : value($0) } }, set)
    }

    public static func text(_ key: String, _ path: Path<String>) -> Self {
        text(key, takes: "a string, not empty", { $0 }) { $0[keyPath: path] = $1 }
    }

    public static func path(_ key: String, _ set: @escaping Assign<String>) -> Self {
        text(key, takes: "the path of a file", { $0 }, set)
    }

    public static func flag(_ key: String, _ path: Path<Bool>) -> Self {
        reading(key, takes: "true or false", { $0.bool }) { $0[keyPath: path] = $1 }
    }

    public static func number(
        _ key: String, _ range: ClosedRange<Int>, _ set: @escaping Assign<Int>
    ) -> Self {
        reading(
            key, takes: "an integer from \(range.lowerBound) to \(range.upperBound)",
            { $0.int.flatMap { range.contains($0) ? $0 : nil } }, set)
    }

    public static func choice<Value>(_ key: String, _ path: Path<Value>) -> Self
    where Value: RawRepresentable<String> & CaseIterable & Sendable {
        let names = Value.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", ")
        return text(key, takes: "one of \(names)", { Value(rawValue: $0) }) {
            $0[keyPath: path] = $1
        }
    }

    /// An array, each of whose elements `element` can read.
    public static func array<Element>(
        _ key: String, takes: String,
        _ element: @escaping @Sendable (any TOMLValueConvertible) -> Element?,
        mayBeEmpty: Bool = true, _ set: @escaping Assign<[Element]>
    ) -> Self {
        reading(
            key, takes: takes,
            { value in
                guard let array = value.array, mayBeEmpty || !array.isEmpty else { return nil }
                let elements = array.compactMap { element($0) }
                return elements.count == array.count ? elements : nil
            }, set)
    }
}
