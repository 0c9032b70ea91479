import Control
import Core
import Foundation

extension AlertMessage {
    /// What a TUI is told of an alert.
    init(_ shown: ShownAlert, calendar: String) {
        let instance = shown.alert.alert.instance
        self.init(
            id: shown.alert.id.description, title: instance.title, location: instance.location,
            calendar: calendar, object: shown.alert.id.object.row,
            start: instance.span.lowerBound.seconds, isAllDay: instance.isAllDay,
            due: shown.alert.alert.due.seconds, isLate: shown.isLate)
    }

    /// For programs, in one line; long titles and places are cut.
    var json: [UInt8] {
        var cut = self
        cut.title = String(title.prefix(SinkMessage.length))
        cut.location = String(location.prefix(SinkMessage.length))
        return SinkJSON.encoded(cut)
    }
}

/// JSON for programs.
enum SinkJSON {
    static func notice(calendar: String, text: String) -> [UInt8] {
        encoded(["calendar": calendar, "text": String(text.prefix(2 * SinkMessage.length))])
    }

    static func encoded(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array((try? encoder.encode(value)) ?? Data())
    }
}
