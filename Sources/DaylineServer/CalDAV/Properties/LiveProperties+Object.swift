import Core
import WebDAV

extension LiveProperties {
    /// Of calendar objects. The ETag first: nearly every request is for that.
    static let object: [LiveProperty] = [
        .text(DAV.getetag, isInAllprop: true) { subject, _ in
            info(subject).map { "\"\($0.etag)\"" }
        },
        LiveProperty(CalDAV.calendarData) { subject, _, xml in
            guard case .object(_, _, let data?) = subject else { return false }
            xml.leaf(CalDAV.calendarData, utf8: data)
            return true
        },
        .text(DAV.getcontenttype, isInAllprop: true) { subject, _ in
            info(subject).map { "\(ContentType.calendar); component=\($0.component)" }
        },
        .text(DAV.getcontentlength, isInAllprop: true) { subject, _ in
            info(subject).map { String($0.bytes) }
        },
        .text(DAV.getlastmodified, isInAllprop: true) { subject, _ in
            info(subject).map { DAVDate.text($0.changed) }
        },
        .text(DAV.creationdate, isInAllprop: true) { subject, _ in
            info(subject).map { $0.created.instant.description }
        },
        .text(DAV.displayname, isInAllprop: true) { _, _ in nil },
    ]

    private static func info(_ subject: PropertySubject) -> ResourceInfo? {
        if case .object(let info, _, _) = subject { info } else { nil }
    }
}
