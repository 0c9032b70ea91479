import Core
import WebDAV

extension LiveProperties {
    /// Of collections that are synchronised (RFC 6578 §4).
    static let collection: [LiveProperty] =
        [
            .text(DAV.syncToken) { subject, context in
                calendar(subject).map { SyncToken($0, epoch: context.store.epoch).text }
            },
            .text(CS.getctag) { subject, context in
                calendar(subject).map {
                    "\(context.store.epoch)-\($0.id.row)-\($0.seq.number)"
                }
            },
        ] + quota

    /// Of calendars (RFC 4791 §5.2); those of `StoredNames` when nobody has set them.
    static let calendar: [LiveProperty] =
        [
            .text(CalDAV.calendarDescription) { _, _ in nil },
            .text(Apple.calendarColor) { _, _ in nil },
            .text(Apple.calendarOrder) { _, _ in nil },
            .text(CalDAV.calendarTimezone) { subject, context in
                calendar(subject)?.zone.flatMap {
                    CalendarZone.definition(of: $0, zones: context.zones)
                }
            },
            .text(CalDAV.calendarTimezoneId) { subject, _ in calendar(subject)?.zone },
            .elements(CalDAV.scheduleCalendarTransp) { _, _, xml in xml.empty(CalDAV.opaque) },
            .elements(CalDAV.supportedCalendarComponentSet) { subject, _, xml in
                for component in calendar(subject)?.components.sorted() ?? [] {
                    xml.empty(CalDAV.comp, [(XMLName("", "name"), component)])
                }
            },
            .elements(CalDAV.supportedCalendarData) { _, _, xml in
                xml.empty(
                    CalDAV.calendarData,
                    [
                        (XMLName("", "content-type"), "text/calendar"),
                        (XMLName("", "version"), "2.0"),
                    ])
            },
            .elements(CalDAV.supportedCollationSet) { _, _, xml in
                for collation in ["i;ascii-casemap", "i;octet", "i;unicode-casemap"] {
                    xml.leaf(CalDAV.supportedCollation, collation)
                }
            },
            .text(Dayline.overlapPolicy) { subject, _ in calendar(subject)?.policy.rawValue },
        ] + limits

    private static let limits: [LiveProperty] = [
        .text(CalDAV.maxResourceSize) { _, _ in String(CalDAVLimits.objectBytes) },
        .text(CalDAV.minDateTime) { _, _ in "00020101T000000Z" },
        .text(CalDAV.maxDateTime) { _, _ in "99981231T235959Z" },
        .text(CalDAV.maxInstances) { _, _ in String(CalDAVLimits.instances) },
        .text(CalDAV.maxAttendeesPerInstance) { _, _ in String(CalDAVLimits.attendees) },
    ]

    /// In the words of the draft of WebDAV-Push: which changes are pushed, and by what way.
    static let push: [LiveProperty] = [
        .elements(Push.transports) { _, _, xml in
            xml.open(Dayline.websocket)
            xml.href(notificationsPath)
            xml.close(Dayline.websocket)
        },
        .text(Push.topic) { subject, context in
            calendar(subject).map { pushTopic(of: $0.id, epoch: context.store.epoch) }
        },
        .elements(Push.supportedTriggers) { _, _, xml in
            for trigger in [Push.contentUpdate, Push.propertyUpdate] {
                xml.open(trigger)
                xml.leaf(DAV.depth, trigger == Push.contentUpdate ? "1" : "0")
                xml.close(trigger)
            }
        },
    ]

    private static func calendar(_ subject: PropertySubject) -> CalendarCollection? {
        if case .calendar(let calendar) = subject { calendar } else { nil }
    }
}
