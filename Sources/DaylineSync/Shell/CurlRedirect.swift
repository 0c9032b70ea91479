/// What an answer says about where to ask.
enum CurlRedirect: Hashable, Sendable {
    /// The answer is the answer.
    case none
    /// Ask there, with the same method and body.
    case follow(CurlAddress, isPermanent: Bool)
    /// Not there; a sentence says why.
    case refuse(String)

    /// Reads a redirect as WebDAV needs it: libcurl, as browsers do, would make GETs of some.
    /// - Parameters:
    ///   - status: 303 is none: it asks for a GET of something else.
    ///   - location: nil when the answer has none.
    init(status: Int, location: String?, from address: CurlAddress) {
        guard [301, 302, 307, 308].contains(status), let location else {
            self = .none
            return
        }
        guard let next = address.resolving(location) else {
            self = .refuse("\(address.host) redirects to what is no http address")
            return
        }
        guard address.scheme == "http" || next.scheme == "https" else {
            self = .refuse("\(address.host) redirects from https to plain http")
            return
        }
        self = .follow(next, isPermanent: status == 301 || status == 308)
    }
}
