import CResolver
import Foundation

/// Asks DNS where a service is (RFC 6764 §3, §4), as the system's resolv.conf(5) has it.
enum ServiceLookup {
    /// Seconds for each server of names and each question; three servers count.
    private static let patience: Int32 = 2
    /// What DNS can say at all.
    private static let room = 65_535

    /// - Parameter name: as in `_caldavs._tcp.example.org`.
    /// - Returns: nothing when nobody answers; the question is asked on a thread of its own, which
    ///   ends in bounded time.
    static func answer(_ name: String) async -> ServiceAnswer {
        await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: answerHere(name)) }
        }
    }

    private static func answerHere(_ name: String) -> ServiceAnswer {
        var answer = ServiceAnswer()
        answer.read(ask(name, ServiceAnswer.serverType))
        // A place without a server is none (RFC 6764 §6).
        if !answer.records.isEmpty { answer.read(ask(name, ServiceAnswer.textType)) }
        return answer
    }

    private static func ask(_ name: String, _ type: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: room)
        let length = dayline_dns_ask(name, Int32(type), patience, &bytes, Int32(room))
        return Array(bytes.prefix(max(0, Int(length))))
    }
}
