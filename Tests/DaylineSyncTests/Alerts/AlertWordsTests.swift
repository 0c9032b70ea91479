import Core
import Testing

@testable import DaylineSync

/// Goal: sentences say what, when and where in as few words as do. Method: 2026-11-23 12:00 in
/// Berlin; one alert or notice a row, in both languages.
struct AlertWordsTests {
    private static func words(_ locale: String) -> AlertWords {
        AlertWords(
            language: AlertWords.Language(locale: locale), zone: syncBerlin, zones: syncZones)
    }

    @Test(
        "when and where",
        arguments: [
            ("2026-11-23 12:15", "", false, "12:15 (in 15 min)", "12:15 (15분 후)"),
            ("2026-11-23 12:00", "Café", false, "12:00 (now) · Café", "12:00 (지금) · Café"),
            (
                "2026-11-23 11:45", "", true, "11:45 (15 min ago) · late",
                "11:45 (15분 전) · 늦은 알림"
            ),
            ("2026-11-23 14:00", "", false, "14:00 (in 2 h)", "14:00 (2시간 후)"),
            ("2026-11-24 09:00", "", false, "tomorrow 09:00 (in 21 h)", "내일 09:00 (21시간 후)"),
            (
                "2026-11-30 12:00", "", false, "2026-11-30 12:00 (in 7 days)",
                "2026-11-30 12:00 (7일 후)"
            ),
        ])
    func details(
        _ start: String, _ place: String, _ isLate: Bool, _ english: String, _ korean: String
    ) throws {
        let now = try berlin("2026-11-23 12:00")
        let alert = dueAlert(due: now, start: try berlin(start), location: place)
        let shown = ShownAlert(alert: alert, isLate: isLate)
        #expect(Self.words("en_GB.UTF-8").details(shown, now: now) == english)
        #expect(Self.words("ko_KR.UTF-8").details(shown, now: now) == korean)
    }

    @Test(
        "what others changed",
        arguments: [
            (RemoteNotice.Kind.moved, nil, "“Lunch” was moved to 15:00", "‘Lunch’ 15:00(으)로 옮겨짐"),
            (
                .moved, "phone", "“Lunch” was moved to 15:00 by phone",
                "‘Lunch’ 15:00(으)로 옮겨짐 (phone)"
            ),
            (.added, nil, "“Lunch”, 15:00, was added", "‘Lunch’ 15:00 추가됨"),
            (.changed, nil, "“Lunch” was changed", "‘Lunch’ 변경됨"),
            (.removed, nil, "“Lunch”, 12:00, was removed", "‘Lunch’ 12:00 삭제됨"),
        ] as [(RemoteNotice.Kind, String?, String, String)])
    func notices(_ kind: RemoteNotice.Kind, _ by: String?, _ english: String, _ korean: String)
        throws
    {
        let now = try berlin("2026-11-23 12:00")
        let zoned = LocalDateTime(seconds: now.seconds).adding(seconds: 4 * 3600)
        // 15:00 in Berlin, as it is written in Helsinki.
        let new = CalendarTime.zoned(
            zoned.adding(seconds: 3600), TimeZoneID("Europe/Helsinki"))
        let notice = RemoteNotice(
            kind: kind, calendar: CalendarID(row: 1), object: ObjectID(row: 1), title: "Lunch",
            oldStart: .utc(now), newStart: new, by: by)
        #expect(Self.words("C").notice(notice, now: now) == english)
        #expect(Self.words("ko").notice(notice, now: now) == korean)
    }

    @Test("without a title there is still a sentence")
    func untitled() throws {
        let now = try berlin("2026-11-23 12:00")
        #expect(Self.words("C").title(dueAlert("", due: now)) == "(no title)")
        #expect(Self.words("C").missed(1) == "1 alert was missed")
        #expect(Self.words("C").missed(2) == "2 alerts were missed")
    }
}
