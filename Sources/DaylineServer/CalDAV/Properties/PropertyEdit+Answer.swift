import HTTPTypes
import WebDAV

extension PropertyEdit {
    /// Writes what became of each property: all were changed, or none (RFC 4918 §9.2.1).
    func writeOutcome(_ xml: inout XMLWriter) {
        guard !refusals.isEmpty else {
            return xml.propstat(200) { xml in
                for name in names { xml.empty(name) }
            }
        }
        for refusal in refusals {
            xml.open(DAV.propstat)
            xml.open(DAV.prop)
            xml.empty(refusal.name)
            xml.close(DAV.prop)
            xml.status(refusal.status.code)
            if let condition = refusal.condition {
                xml.open(DAV.error)
                xml.empty(condition)
                xml.close(DAV.error)
            }
            xml.close(DAV.propstat)
        }
        let refused = Set(refusals.map(\.name))
        let others = names.filter { !refused.contains($0) }
        guard !others.isEmpty else { return }
        xml.propstat(424) { xml in
            for name in others { xml.empty(name) }
        }
    }
}
