import Testing

@testable import Core

/// Goal: what an instance was made of comes back, though it keeps wall clocks as steps from its
/// span. Method: each kind of time, with recurrence ids of each kind, over a table of spans.
@Suite("an instance") struct InstanceTests {
    private static let seoul = TimeZoneID("Asia/Seoul")
    private static let times: [CalendarTime] = {
        let noon = LocalDateTime(CivilDate(dayNumber: 20_000), secondOfDay: 43_200)
        return [
            .date(noon.date), .floating(noon), .zoned(noon, seoul),
            .utc(Instant(seconds: noon.seconds)),
        ]
    }()

    @Test(
        "comes back as it was made",
        arguments: [
            // span from its wall clock, length, local length: seconds
            (0, 3600, 3600),
            (-32_400, 86_400, 86_400),  // nine hours east
            (50_400, 0, 0),  // no length, far west
            (7200, 86_400, 90_000),  // a change of offset in between
            (-86_400, 255_000_000_000, 255_000_000_000),  // all that iCalendar can say
        ])
    func comesBack(_ offset: Int, _ length: Int, _ localLength: Int) {
        for start in InstanceTests.times {
            let local = start.wallClock..<start.wallClock.adding(seconds: localLength)
            let first = Instant(seconds: start.wallClock.seconds + offset)
            let span = first..<first.adding(seconds: length)
            for original in [nil] + InstanceTests.times.map(Optional.some) {
                let instance = Instance(
                    uid: UID("a"), recurrenceID: original, start: start, span: span, local: local,
                    title: "t")
                #expect(instance.start == start)
                #expect(instance.span == span)
                #expect(instance.local == local)
                #expect(instance.recurrenceID == original)
                #expect(instance.isRecurring == (original != nil))
                #expect(instance.isAllDay == start.isDate)
            }
        }
    }

    @Test("is small: a full month has tens of thousands")
    func isSmall() { #expect(MemoryLayout<Instance>.size <= 40) }

    @Test("a wall clock that no zone has, as a damaged row can say, is cut and does no harm")
    func cut() {
        let far = Instant.distantFuture.seconds
        let instance = Instance(
            uid: UID("a"), start: .floating(LocalDateTime(seconds: far)),
            span: Instant(seconds: 0)..<Instant(seconds: 60),
            local: LocalDateTime(seconds: -far)..<LocalDateTime(seconds: far), title: "t")
        #expect(instance.start == .floating(LocalDateTime(seconds: Int(Int32.max))))
        #expect(instance.local.lowerBound.seconds == Int(Int32.min))
        #expect(instance.span == Instant(seconds: 0)..<Instant(seconds: 60))
    }
}
