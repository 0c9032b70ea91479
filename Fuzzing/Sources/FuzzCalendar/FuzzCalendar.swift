import Core
import FuzzSupport

/// Bytes as a calendar file: reading ends, what was not changed is written as it came, and a
/// window of it is bounded.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCalendar(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    // No zone files: an unknown name would search folders, and VTIMEZONEs are compiled instead.
    let zones = ZoneDatabase(directory: "/nonexistent")
    let now = Instant(seconds: 1_790_000_000)
    var window = ExpansionWindow(
        now..<now.adding(seconds: 28 * 86_400), display: .utc, zones: zones)
    for component in parseICalendar(bytes).components {
        let written = component.bytes
        let again = parseICalendar(written).components
        require(again == [component], "what was written is read as something else")
        require(again[0].bytes == written, "what was not changed was written differently")
        for object in CalendarObject.split(component).objects {
            let instances = object.instances(in: &window, limit: 100)
            require(instances.count <= 100, "a limit was passed")
        }
    }
    return 0
}
