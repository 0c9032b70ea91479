import Foundation
import Testing

@testable import Core

/// Goal: for every real file, parse → write → parse gives the same; unmodified components keep
/// their bytes; made anew from their values they are strict and still the same.
@Suite("corpus round trip", .enabled(if: Vectors.present))
struct CorpusRoundTripTests {
    @Test("unmodified, changed and made anew")
    func roundTrip() throws {
        let files = try Vectors.corpus()
        #expect(files.count > 900)
        var components = 0
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: file))
            let comment: Comment = "\(file.lastPathComponent)"
            let parsed = parseICalendar(bytes)
            components += parsed.components.count
            var rest = bytes[...]
            for component in parsed.components {
                let written = component.bytes
                if !parsed.diagnostics.contains(where: { $0.kind == .utf16 }) {
                    let found = position(of: written, in: rest)
                    #expect(found != nil, comment)
                    rest = rest.dropFirst((found ?? 0) + written.count)
                }
                check(component, written, comment)
            }
        }
        print("corpus round trip: \(files.count) files, \(components) calendars")
    }

    private func check(_ component: Component, _ written: [UInt8], _ comment: Comment) {
        #expect(parseICalendar(written).components == [component], comment)
        #expect(readCalendars(component.text).components.map(\.name) == [component.name], comment)
        let marked = parseICalendar(component.markedDeeply().bytes).components
        #expect(marked.map { $0.unmarkedDeeply() } == [component], comment)
        let remade = component.remade()
        let remadeBytes = remade.bytes
        let reread = parseICalendar(remadeBytes)
        #expect(reread.components == [remade], comment)
        #expect(Set(reread.components) == [remade], comment)
        #expect(String(validating: remadeBytes, as: UTF8.self) != nil, comment)
        for line in remadeBytes.split(separator: 0x0A) {
            #expect(line.count <= 76 && line.last == 0x0D, comment)
        }
        #expect(component.readEverything() > 0)
    }

    private func position(of part: [UInt8], in whole: ArraySlice<UInt8>) -> Int? {
        guard let first = part.first else { return 0 }
        var start = whole.startIndex
        while let found = whole[start...].firstIndex(of: first) {
            if whole[found...].starts(with: part) { return found - whole.startIndex }
            start = found + 1
        }
        return nil
    }
}
