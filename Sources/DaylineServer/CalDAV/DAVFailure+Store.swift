import HTTPTypes
import WebDAV

extension DAVFailure {
    /// What any failure of a request means to the client; nothing of its text is told.
    init(_ error: any Error) {
        switch error {
        case let failure as DAVFailure: self = failure
        case let error as StoreError: self.init(store: error)
        case let error as XMLError: self.init(xml: error)
        case StoreLimitError.instances:
            self.init(.forbidden, DAV.numberOfMatchesWithinLimits)
        default: self.init(.internalServerError)
        }
    }

    private init(store error: StoreError) {
        switch error {
        case .full: self.init(.insufficientStorage, DAV.sufficientDiskSpace)
        case .readOnly, .busy, .closed, .fenced:
            self.init(.serviceUnavailable)
            headers[.retryAfter] = "5"
        case .damaged, .cannotOpen, .newerSchema: self.init(.internalServerError)
        }
    }

    private init(xml error: XMLError) {
        switch error {
        case .tooLong: self.init(.contentTooLarge)
        case .documentType:
            self.init(.forbidden, XMLName("DAV:", "no-external-entities"))  // RFC 4918 §16
        case .empty, .malformed, .encoding, .tooDeep, .tooManyNodes, .tooManyAttributes:
            self.init(.badRequest)
        }
    }
}

extension HTTPResponse.Status {
    /// RFC 4918 §11.1.
    static let multiStatus = HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
    /// RFC 4918 §11.4.
    static let failedDependency = HTTPResponse.Status(
        code: 424, reasonPhrase: "Failed Dependency")
    /// RFC 4918 §11.5.
    static let insufficientStorage = HTTPResponse.Status(
        code: 507, reasonPhrase: "Insufficient Storage")
}
