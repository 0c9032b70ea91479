import Control
import Synchronization

@testable import DaylineTUI

/// Programs that were run, and what they answer.
final class FakePrograms: Sendable {
    private let calls = Mutex<[ProgramCall]>([])
    private let answers = Mutex<[String: ProgramResult]>([:])

    /// Two words of a command line and what it prints.
    func answer(_ words: String, _ output: String, status: Int32 = 0) {
        answers.withLock {
            $0[words] = ProgramResult(status: status, output: Array(output.utf8))
        }
    }

    var access: ProgramAccess {
        ProgramAccess(run: { call throws(ProgramError) in
            self.calls.withLock { $0.append(call) }
            let name = call.words.prefix(2).joined(separator: " ")
            guard let answer = self.answers.withLock({ $0[name] }) else {
                throw .missing(name: call.words.first ?? "")
            }
            return answer
        })
    }

    /// Takes what was run since the last time.
    func taken() -> [ProgramCall] {
        calls.withLock { calls in
            defer { calls = [] }
            return calls
        }
    }
}

/// A daemon that is there, and what it was told.
final class FakeDaemon: Sendable {
    private let requests = Mutex<[ControlRequest]>([])
    private let answer: Mutex<ControlMessage?>

    init(_ answer: ControlMessage?) { self.answer = Mutex(answer) }

    /// What it answers from now on.
    func say(_ message: ControlMessage?) { answer.withLock { $0 = message } }

    var access: DaemonAccess {
        DaemonAccess(
            ask: { _, request throws(DaemonError) in
                self.requests.withLock { $0.append(request) }
                return self.answer.withLock { $0 }
            },
            tell: { _, request in self.requests.withLock { $0.append(request) } })
    }

    func taken() -> [ControlRequest] {
        requests.withLock { requests in
            defer { requests = [] }
            return requests
        }
    }
}
