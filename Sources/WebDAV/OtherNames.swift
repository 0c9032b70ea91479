/// Names of Apple's Calendar Server (`http://calendarserver.org/ns/`).
public enum CS {
    // Properties
    public static let getctag = XMLName(.calendarServer, "getctag")
    public static let emailAddressSet = XMLName(.calendarServer, "email-address-set")
    public static let emailAddress = XMLName(.calendarServer, "email-address")
}

/// Names of Apple's iCal (`http://apple.com/ns/ical/`).
public enum Apple {
    // Properties
    public static let calendarColor = XMLName(.apple, "calendar-color")
    public static let calendarOrder = XMLName(.apple, "calendar-order")
}

/// Names of the draft of WebDAV-Push (`https://bitfire.at/webdav-push`).
public enum Push {
    // Properties
    public static let transports = XMLName(.push, "transports")
    public static let topic = XMLName(.push, "topic")
    public static let supportedTriggers = XMLName(.push, "supported-triggers")
    public static let contentUpdate = XMLName(.push, "content-update")
    public static let propertyUpdate = XMLName(.push, "property-update")
}

/// Names of our own extensions (`https://dayline.dev/ns/`).
public enum Dayline {
    // Properties
    public static let overlapPolicy = XMLName(.dayline, "overlap-policy")
    public static let notifications = XMLName(.dayline, "notifications")
    public static let websocket = XMLName(.dayline, "websocket")

    // Refusals
    public static let overlap = XMLName(.dayline, "overlap")
    public static let clash = XMLName(.dayline, "clash")
    public static let summary = XMLName(.dayline, "summary")
    public static let mine = XMLName(.dayline, "mine")
    public static let theirs = XMLName(.dayline, "theirs")
    public static let shared = XMLName(.dayline, "shared")
    public static let provenUntil = XMLName(.dayline, "proven-until")
    public static let wholeLife = XMLName(.dayline, "whole-life")
    public static let duplicate = XMLName(.dayline, "duplicate")
    public static let diagnostic = XMLName(.dayline, "diagnostic")
    public static let operationMismatch = XMLName(.dayline, "operation-mismatch")
    public static let operationMalformed = XMLName(.dayline, "operation-malformed")
    public static let limit = XMLName(.dayline, "limit")
}

/// Names of sabre/dav (`http://sabredav.org/ns`), which many servers are made of.
public enum Sabre {
    /// A refusal's sentence for people.
    public static let message = XMLName("http://sabredav.org/ns", "message")
}
