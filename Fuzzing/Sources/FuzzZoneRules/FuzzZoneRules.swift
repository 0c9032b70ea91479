import Core
import FuzzSupport

/// Bytes as a VTIMEZONE: what is compiled from its rules has an answer to every question.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzZoneRules(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    for component in parseICalendar(bytes).components {
        guard let zone = Zone(vtimezone: component) else { continue }
        ask(zone)
    }
    return 0
}
