import Control
import Core

/// What a server has for an account, for `account add` and `account test`.
struct ProbePage {
    let report: ProbeReport

    func writeText(_ session: inout Session) {
        session.out.safe(report.home)
        session.out.append("  ")
        session.out.safe(report.tls ?? "plain HTTP")
        session.out.line()
        if !report.capabilities.isEmpty {
            session.out.safe(report.capabilities.joined(separator: ", "))
            session.out.line()
        }
        let width = report.calendars.map { DisplayWidth.columns($0.name) }.max() ?? 0
        for calendar in report.calendars {
            if let color = calendar.color.flatMap({ RGB(hex: $0) }) {
                session.out.append(session.palette.begin(color))
                session.out.append("▌")
                session.out.append(session.palette.end)
            } else {
                session.out.append("▌")
            }
            let used = session.out.safe(calendar.name)
            session.out.spaces(width - used + 2)
            session.out.safe(calendar.href)
            if calendar.isReadOnly { session.out.append("  \(session.strings.readOnly)") }
            session.out.line()
        }
    }

    func writeJSON(_ session: inout Session) {
        var json = JSONWriter()
        json.object { json in
            json.field("home", report.home)
            json.field("tls", report.tls)
            json.key("capabilities")
            json.array(of: report.capabilities) { $0.value($1) }
            json.key("calendars")
            json.array(of: report.calendars) { json, calendar in
                json.object { json in
                    json.field("name", calendar.name)
                    json.field("href", calendar.href)
                    json.field("color", calendar.color)
                    json.field("readOnly", calendar.isReadOnly)
                }
            }
        }
        json.endLine()
        session.out.append(contentsOf: json.bytes)
    }
}
