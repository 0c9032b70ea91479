import Core
import Foundation
import Testing

@testable import DaylineTUI

/// A folder that goes when nobody holds it any more.
private final class TemporaryFolder {
    let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("dayline-\(UUID().uuidString)", isDirectory: true)

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// The whole interface without a terminal: keys to the model, effects to a real replica in a
/// temporary folder, answers back.
struct InterfaceBench {
    var model: Model
    var runner: EffectRunner
    let replica: Replica
    private let folder: TemporaryFolder
    let work: CalendarID
    var isDone = false

    static let zones = ZoneDatabase(directory: "/usr/share/zoneinfo")
    /// 2026-11-23 10:10 in Seoul.
    static let now = Instant(seconds: ModelDriver.now.seconds - 32_400)

    init(policy: OverlapPolicy = .warn) throws {
        folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("replica.sqlite").path
        replica = try Replica.open(at: path, zones: InterfaceBench.zones)
        work = try replica.addCalendar(
            name: "Work", color: RGB(packed: 0x4a90d9), policy: policy, label: "add",
            now: InterfaceBench.now)
        let seoul = try #require(InterfaceBench.zones.zone(TimeZoneID("Asia/Seoul")))
        let counter = Counter()
        runner = EffectRunner(
            replica: replica, display: seoul, strings: English(), now: { InterfaceBench.now },
            makeUID: { counter.next() }, zoneNames: { ["Asia/Seoul", "Europe/Berlin", "UTC"] })
        model = Model(
            size: .standard, now: ModelDriver.now, nowInstant: InterfaceBench.now, zone: seoul)
        carryOut(firstEffects(model))
    }

    private final class Counter {
        private var count = 0
        func next() -> UID {
            count += 1
            return UID("uid-\(count)")
        }
    }

    mutating func carryOut(_ effects: [Effect]) {
        var waiting = effects[...]
        while let effect = waiting.popFirst() {
            if effect == .quit { isDone = true }
            for input in runner.run(effect) { waiting += update(&model, input) }
        }
    }

    mutating func type(_ keys: String) {
        for key in Key.sequence(keys) { carryOut(update(&model, .key(key))) }
    }

    /// Goes to a field of the open form with Tab.
    mutating func focus(_ field: FormField) {
        for _ in FormField.allCases {
            guard case .form(let form) = model.layers.last, form.focus != field else { return }
            type("<Tab>")
        }
    }

    mutating func fill(_ field: FormField, _ text: String) {
        focus(field)
        type("<End><C-u>")
        for character in text { carryOut(update(&model, .key(.character(character)))) }
    }

    /// A new event through the form: `day` counts from the cursor's month.
    mutating func add(_ title: String, day: Int, at time: String, rule: String? = nil) {
        type("\(day)Gn")
        fill(.title, title)
        fill(.startTime, time)
        if let rule {
            focus(.frequency)
            type("<Left>")
            fill(.customRule, rule)
        }
        type("<C-s>")
    }

    /// "day title hh:mm" of all that is loaded.
    var shown: [String] {
        model.instances.map {
            let start = $0.local.lowerBound
            let isPlain = $0.isAllDay
            return "\(start.date.month)/\(start.date.day) \($0.title)"
                + (isPlain ? "" : " \(English().time(start))")
        }
    }

    var message: String { model.message?.text ?? "" }
    var question: DialogState.Question? {
        if case .dialog(let dialog) = model.layers.last { dialog.question } else { nil }
    }
}
