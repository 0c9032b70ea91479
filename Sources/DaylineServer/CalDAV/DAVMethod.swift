import HTTPTypes
import WebDAV

/// The methods that are answered.
enum DAVMethod: String, Hashable, Sendable, CaseIterable {
    case options = "OPTIONS"
    case get = "GET"
    case head = "HEAD"
    case put = "PUT"
    case delete = "DELETE"
    case copy = "COPY"
    case move = "MOVE"
    case propfind = "PROPFIND"
    case proppatch = "PROPPATCH"
    case report = "REPORT"
    case mkcalendar = "MKCALENDAR"
    case mkcol = "MKCOL"

    init?(_ method: HTTPRequest.Method) {
        self.init(rawValue: method.rawValue)
    }

    /// What a method may do at a place, in the order of `Allow`.
    static func allowed(at place: Place) -> [DAVMethod] {
        switch place {
        case .wellKnown: [.options, .get, .head, .propfind]
        case .root, .principals, .homes: [.options, .get, .head, .propfind, .report]
        case .principal, .home: [.options, .get, .head, .propfind, .proppatch, .report]
        case .calendar:
            [
                .options, .get, .head, .delete, .copy, .move, .propfind, .proppatch, .report,
                .mkcalendar, .mkcol,
            ]
        case .object:
            [
                .options, .get, .head, .put, .delete, .copy, .move, .propfind, .proppatch,
                .report, .mkcalendar, .mkcol,
            ]
        }
    }

    /// What it takes beyond reading (RFC 3744 §3).
    var privilege: XMLName? {
        switch self {
        case .options, .get, .head, .propfind, .report: nil
        case .put: DAV.writeContent
        case .proppatch: DAV.writeProperties
        case .delete, .move: DAV.unbind
        case .copy, .mkcalendar, .mkcol: DAV.bind
        }
    }
}

extension DAVFailure {
    static func methodNotAllowed(at place: Place) -> DAVFailure {
        var failure = DAVFailure(.methodNotAllowed)
        failure.headers[.allow] = DAVMethod.allow(at: place)
        return failure
    }
}

extension DAVMethod {
    /// The value of `Allow`.
    static func allow(at place: Place) -> String {
        allowed(at: place).map(\.rawValue).joined(separator: ", ")
    }
}
