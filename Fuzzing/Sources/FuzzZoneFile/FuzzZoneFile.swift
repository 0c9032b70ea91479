import Core
import FuzzSupport

/// Bytes as a compiled zone file: every question about the zone has an answer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzZoneFile(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let zone = try? Zone(id: TimeZoneID("Test/File"), tzif: bytes) else { return 0 }
    ask(zone)
    return 0
}
