import Core
import Testing

@testable import DaylineTUI

/// Goal: what has to be decided is seen at every size, beside each other where there is room.
/// Method: an edit conflict with every kind of row, compared with files.
enum EditConflictGoldens {
    static let screens: [(name: String, layer: Layer)] = [
        ("edit-conflicts", .editConflicts(EditConflictState(items: Sample.editConflicts))),
        ("edit-conflict", .editConflicts(Sample.openEditConflict(decided: 0))),
        ("edit-conflict-decided", .editConflicts(Sample.openEditConflict(decided: 9))),
    ]

    @Test(arguments: screens.indices, GoldenScreenTests.sizes)
    static func screen(_ index: Int, _ size: Size) throws {
        var model = Sample.model(.month, size)
        model.layers = [screens[index].layer]
        try Golden.check(
            render(model), GoldenScreenTests.name(screens[index].name, size))
    }

    @Test("every size, and every row selected")
    static func everySize() {
        for (_, layer) in screens {
            for columns in stride(from: 40, through: 170, by: 13) {
                for rows in stride(from: 12, through: 40, by: 7) {
                    guard case .editConflicts(var state) = layer else { continue }
                    for row in 0..<(state.page == nil ? 1 : state.selectedItem?.rows.count ?? 1) {
                        state.page?.row = row
                        var model = Sample.model(.month, Size(columns: columns, rows: rows))
                        model.layers = [.editConflicts(state)]
                        let screen = render(model)
                        #expect(
                            screen.regions.contains {
                                $0.target == .row(row) && !$0.area.isEmpty
                            }, "row \(row) at \(columns)×\(rows)")
                    }
                }
            }
        }
    }
}

extension Sample {
    static let editConflicts: [EditConflictItem] = [
        editConflict(
            1, "치과 예약 (강남)", .edited,
            base: [
                "SUMMARY:치과 예약 (강남)", "DTSTART;TZID=Asia/Seoul:20261124T120000",
                "DTEND;TZID=Asia/Seoul:20261124T130000", "DESCRIPTION:x",
            ],
            mine: [
                "SUMMARY:치과 예약 (강남)", "DTSTART;TZID=Asia/Seoul:20261124T150000",
                "DTEND;TZID=Asia/Seoul:20261124T160000", "LOCATION:강남역 3번 출구",
                "DESCRIPTION:Bring the old X-rays and the insurance card; ask about the crown",
                "ATTENDEE;CN=Mina;PARTSTAT=ACCEPTED:mailto:mina@cal.example",
            ],
            theirs: [
                "SUMMARY:치과 예약 (강남)", "DTSTART;TZID=Asia/Seoul:20261124T140000",
                "DTEND;TZID=Asia/Seoul:20261124T150000", "STATUS:TENTATIVE",
                "DESCRIPTION:Bring the card\\nand nothing else 🦷", "BEGIN:VALARM",
                "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM",
            ]),
        editConflict(
            2, "Lunch with Mina 🍜", .deletedThere,
            base: ["SUMMARY:Lunch", "DTSTART:20261124T030000Z"],
            mine: ["SUMMARY:Lunch with Mina 🍜", "DTSTART:20261124T030000Z"], theirs: nil),
        editConflict(
            3, "", .deletedHere, base: ["DTSTART:20261124T030000Z"], mine: nil,
            theirs: ["DTSTART:20261124T040000Z"]),
    ]

    /// The first one opened, with so many of its clashes decided.
    static func openEditConflict(decided: Int) -> EditConflictState {
        let item = editConflicts[0]
        var page = EditConflictPage(id: item.found.id, row: 1)
        for (number, clash) in item.clashes.prefix(decided).enumerated() {
            page.choices[clash] = number == 0 ? .local : .remote
        }
        return EditConflictState(items: editConflicts, selected: 0, page: page)
    }

    private static func editConflict(
        _ id: Int64, _ title: String, _ kind: EditConflict.Kind, base: [String], mine: [String]?,
        theirs: [String]?
    ) -> EditConflictItem {
        func text(_ lines: [String]?) -> [UInt8]? {
            lines.map { lines in
                let all =
                    ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:a"] + lines
                    + ["END:VEVENT", "END:VCALENDAR", ""]
                return Array(all.joined(separator: "\r\n").utf8)
            }
        }
        let found = EditConflict(
            id: id, object: ObjectID(row: id), calendar: CalendarID(row: 2), title: title,
            kind: kind, base: text(base), local: text(mine), remote: text(theirs), made: tick)
        let difference = ObjectDifference(
            base: found.base, mine: found.local, theirs: found.remote,
            zones: ZoneDatabase(directory: "/usr/share/zoneinfo"))
        return EditConflictItem(found: found, rows: difference.rows)
    }

    private static let tick = local(11, 23, 9, 41).instant(offset: offset)
}
