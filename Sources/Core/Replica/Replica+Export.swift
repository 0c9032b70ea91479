import GRDB

extension Replica {
    /// A calendar as one `VCALENDAR` text, its components byte for byte as stored.
    ///
    /// Of zones that several objects define under one name, the first definition stands for all.
    /// - Throws: `.noSuchCalendar`, `.damagedObject`.
    public func exportCalendar(_ id: CalendarID) throws(ReplicaError) -> [UInt8] {
        try read { database in
            let info = try Self.calendar(id, database).info
            var zones: [Component] = []
            var others: [Component] = []
            var known = Set<String>()
            for object in try Queries.objectIDs(in: id, database) {
                guard let row = try Queries.object(object, database) else { continue }
                guard let calendar = parseICalendar(row.text).components.first else {
                    throw ReplicaError.damagedObject(object)
                }
                for component in calendar.components {
                    if component.name != "VTIMEZONE" {
                        others.append(component)
                    } else if known.insert(component.first(.tzid)?.text ?? "").inserted {
                        zones.append(component)
                    }
                }
            }
            let properties = [
                Property(.version, "2.0"), .text(.prodid, CalendarObject.productID),
                .text(.calendarName, info.name),
            ]
            return Component("VCALENDAR", properties: properties, components: zones + others).bytes
        }
    }
}
