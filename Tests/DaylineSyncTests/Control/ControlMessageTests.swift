import Control
import Testing

/// Goal: what goes over the control socket is what `dayline-sync(1)` says, and comes back as it
/// was.
struct ControlMessageTests {
    @Test(
        "requests as JSON",
        arguments: [
            (ControlRequest.status, #"{"status":{}}"#),
            (.subscribe, #"{"subscribe":{}}"#),
            (.sync(account: "work"), #"{"sync":{"account":"work"}}"#),
            (.sync(account: nil), #"{"sync":{}}"#),
            (.audit(account: "a/b"), #"{"audit":{"account":"a/b"}}"#),
            (.acceptDeletes(account: nil), #"{"acceptDeletes":{}}"#),
            (.edited, #"{"edited":{}}"#),
            (.acknowledge(alert: "a1"), #"{"acknowledge":{"alert":"a1"}}"#),
            (.snooze(alert: "a1", seconds: 600), #"{"snooze":{"alert":"a1","seconds":600}}"#),
            (.reload, #"{"reload":{}}"#),
        ])
    func requests(_ request: ControlRequest, _ json: String) throws {
        #expect(String(decoding: ControlCodec.line(request), as: UTF8.self) == json + "\n")
        #expect(ControlCodec.request(json.utf8) == request)
    }

    private static let work = AccountStatus(
        name: "work", state: .offline, text: "no network", pending: 2, retry: 5,
        progress: SyncProgress(kind: .push, done: 1, total: nil))

    @Test(
        "messages as JSON",
        arguments: [
            (
                ControlMessage.hello(version: "1", protocolVersion: 1),
                #"{"hello":{"protocolVersion":1,"version":"1"}}"#
            ),
            (
                .status(DaemonStatus(accounts: [work])),
                #"{"status":{"accounts":[{"dead":0,"editConflicts":0,"isLive":false,"name":"work","#
                    + #""pending":2,"progress":{"done":1,"kind":"push"},"retry":5,"#
                    + #""state":"offline","text":"no network"}]}}"#
            ),
            (.changed, #"{"changed":{}}"#),
            (
                .alert(
                    AlertMessage(
                        id: "i", title: "치과", location: "", calendar: "c", object: 3, start: 1,
                        isAllDay: false, due: 0, isLate: true)),
                #"{"alert":{"calendar":"c","due":0,"id":"i","isAllDay":false,"isLate":true,"#
                    + #""location":"","object":3,"start":1,"title":"치과"}}"#
            ),
            (.alertEnded(id: "i"), #"{"alertEnded":{"id":"i"}}"#),
            (.notice(calendar: "c", text: "t"), #"{"notice":{"calendar":"c","text":"t"}}"#),
            (.done(ok: true, text: ""), #"{"done":{"ok":true,"text":""}}"#),
            (.error(text: "no"), #"{"error":{"text":"no"}}"#),
        ])
    func messages(_ message: ControlMessage, _ json: String) throws {
        #expect(String(decoding: ControlCodec.line(message), as: UTF8.self) == json + "\n")
        #expect(ControlCodec.message(json.utf8) == message)
    }

    @Test(
        "what is no message",
        arguments: ["", "{}", "[]", "hello", #"{"novel":{}}"#, #"{"done":1}"#])
    func malformed(_ line: String) {
        #expect(ControlCodec.message(line.utf8) == nil)
        #expect(ControlCodec.request(line.utf8) == nil)
    }
}
