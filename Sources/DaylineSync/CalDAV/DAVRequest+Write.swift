import Core
import WebDAV

/// What has to be on the server for a write to be carried out.
enum WriteCondition: Hashable, Sendable {
    /// Nothing: an object is made, none replaced.
    case nothingThere
    /// The state with this strong etag.
    case etag(String)
    /// Whatever is there; for servers that know no better.
    case anything
}

extension DAVRequest {
    /// Stores an object.
    ///
    /// - Parameter operation: named in the header `Dayline-Operation`, so that a repetition is
    ///   answered and not done; nil for servers that do not know it.
    static func put(
        _ target: String, _ text: [UInt8], if condition: WriteCondition, operation: OperationID?
    ) -> DAVRequest {
        var request = DAVRequest(
            method: "PUT", target: target, headers: [calendarText], body: text)
        request.add(condition, operation)
        return request
    }

    static func delete(
        _ target: String, if condition: WriteCondition, operation: OperationID?
    ) -> DAVRequest {
        var request = DAVRequest(method: "DELETE", target: target)
        request.add(condition, operation)
        return request
    }

    /// Moves an object to a place where nothing is (RFC 4918 §9.9).
    ///
    /// - Parameter destination: absolute path, or URL where the server wants one.
    static func move(
        _ target: String, to destination: String, if condition: WriteCondition,
        operation: OperationID?
    ) -> DAVRequest {
        var request = DAVRequest(
            method: "MOVE", target: target,
            headers: [
                Header(name: "Destination", value: destination),
                Header(name: "Overwrite", value: "F"),
            ])
        request.add(condition, operation)
        return request
    }

    /// Makes a calendar (RFC 4791 §5.3.1).
    ///
    /// - Parameter policy: nil for servers that know no policy; they would refuse the whole.
    static func makeCalendar(
        _ target: String, name: String, color: RGB?, policy: OverlapPolicy?,
        operation: OperationID?
    ) -> DAVRequest {
        var request = DAVRequest("MKCALENDAR", target, CalDAV.mkcalendar) { xml in
            xml.setProperties(name: name, color: color, policy: policy) { xml in
                xml.open(CalDAV.supportedCalendarComponentSet)
                for component in ["VEVENT", "VTODO"] {
                    xml.empty(CalDAV.comp, [(XMLName("", "name"), component)])
                }
                xml.close(CalDAV.supportedCalendarComponentSet)
            }
        }
        request.add(.anything, operation)
        return request
    }

    /// Changes what a calendar is called and so on (RFC 4918 §9.2); nil leaves a property alone.
    static func changeCalendar(
        _ target: String, name: String?, color: RGB?, policy: OverlapPolicy?,
        operation: OperationID?
    ) -> DAVRequest {
        var request = DAVRequest("PROPPATCH", target, DAV.propertyupdate) { xml in
            xml.setProperties(name: name, color: color, policy: policy) { _ in }
        }
        request.add(.anything, operation)
        return request
    }

    private mutating func add(_ condition: WriteCondition, _ operation: OperationID?) {
        switch condition {
        case .nothingThere: headers.append(Header(name: "If-None-Match", value: "*"))
        case .etag(let etag): headers.append(Header(name: "If-Match", value: etag))
        case .anything: break
        }
        if let operation {
            headers.append(Header(name: "Dayline-Operation", value: operation.text))
        }
    }
}

extension XMLWriter {
    fileprivate mutating func setProperties(
        name: String?, color: RGB?, policy: OverlapPolicy?, _ more: (inout XMLWriter) -> Void
    ) {
        open(DAV.set)
        open(DAV.prop)
        if let name { leaf(DAV.displayname, name) }
        // With alpha, as those write it who invented the property.
        if let color { leaf(Apple.calendarColor, "\(color)FF".uppercased()) }
        if let policy { leaf(Dayline.overlapPolicy, policy.rawValue) }
        more(&self)
        close(DAV.prop)
        close(DAV.set)
    }
}
