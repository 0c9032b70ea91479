import Core
import TestTools

@testable import DaylineSync

/// Devices, a server and a bad network, in virtual time. Everything comes from one seed.
final class SimulatedWorld {
    static let start = 1_767_225_600
    var random: SplitMix
    var time = SimulatedWorld.start
    var server: ModelServer
    var nodes: [SimulatedNode] = []
    var users: [SimulatedUser] = []
    /// Whether things go wrong.
    var hasFaults = true
    var events: [SimulatedEvent] = []
    var order = 0
    /// Places that one device has looked at before it writes there without a precondition: until
    /// when it has them for itself. No client can do without on a server that has no etags.
    var reserved: [String: (node: Int, until: Int)] = [:]
    var ledger = Ledger()
    /// UIDs that are at two places of one calendar.
    var copied: Set<String> = []
    var failures: [String] = []
    var log: [String] = []
    let isVerbose: Bool

    init(seed: UInt64, folder: SimulationFolder, isVerbose: Bool = false) throws {
        random = SplitMix(seed: seed)
        self.isVerbose = isVerbose
        server = ModelServer(ServerTraits.random(&random))
        if chance(2) { server.collections["/home/two/"] = ModelServer.Collection(name: "two") }
        for index in 0..<Int.random(in: 2...5, using: &random) {
            try addNode(index, folder)
        }
        note("traits \(server.traits)")
    }

    private func addNode(_ index: Int, _ folder: SimulationFolder) throws {
        let path = try folder.copy("\(index).sqlite")
        let replica = try Replica.open(at: path, zones: folder.zones)
        var setup = AccountMachine.Setup(url: ModelServer.origin + "/")
        setup.interval = 1800
        setup.wideConnections = 6
        nodes.append(
            SimulatedNode(
                index: index, path: path, replica: replica, account: folder.account,
                machine: AccountMachine(setup), drift: Int.random(in: -200...200, using: &random)))
        users.append(SimulatedUser(name: "u\(index)"))
        after(Int.random(in: 0...20, using: &random), .start(node: index))
    }

    func chance(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &random) == 0 }

    func after(_ seconds: Int, _ kind: SimulatedEvent.Kind) {
        order += 1
        events.append(SimulatedEvent(time: time + seconds, order: order, kind: kind))
    }

    func now(_ node: Int) -> Instant { Instant(seconds: time + nodes[node].drift) }

    func note(_ line: @autoclosure () -> String) {
        if isVerbose { print("\(time - Self.start) \(line())") }
    }

    /// Takes the next event, unless it is later than `end`.
    func step(until end: Int) -> Bool {
        guard
            let index = events.indices.min(by: {
                (events[$0].time, events[$0].order) < (events[$1].time, events[$1].order)
            }), events[index].time <= end
        else { return false }
        let event = events.remove(at: index)
        time = max(time, event.time)
        handle(event.kind)
        return true
    }

    private func handle(_ kind: SimulatedEvent.Kind) {
        switch kind {
        case .arrive(let node, let life, let id, let request, let streaming, let fate):
            arrive(node, life, id, request, streaming, fate)
        case .deliver(let node, let life, let id, let delivery):
            guard nodes[node].life == life, nodes[node].isUp else { return }
            deliver(node, id, delivery)
        case .timer(let node, let life, let instant):
            guard nodes[node].life == life, nodes[node].timer == instant, nodes[node].isUp else {
                return
            }
            nodes[node].timer = nil
            drive(node, .timerFired)
        case .start(let node):
            nodes[node].isUp = true
            drive(node, .started)
        case .user(let node): users[node].act(at: node, self)
        case .hint(let node):
            guard nodes[node].isUp else { return }
            let path = server.collections.keys.sorted().randomElement(using: &random)
            let collection = chance(3) ? nil : path
            drive(node, .remoteChange(ChangeHint(collection: collection)))
        case .server: disturbServer()
        }
    }
}

/// A device at work.
extension SimulatedWorld {
    func drive(_ node: Int, _ input: SyncInput) {
        guard nodes[node].isUp else { return }
        let moment = Moment(now: now(node), jitter: Double.random(in: 0..<1, using: &random))
        nodes[node].rested = nil
        var queue = nodes[node].machine.handle(input, moment)[...]
        var count = 0
        while let action = queue.popFirst() {
            count += 1
            if count > 2000 { return failures.append("\(node) never ends: \(action)") }
            if hasFaults, chance(400) { return crash(node) }
            switch action {
            case .store(let request):
                let answer = answer(request, node)
                queue += nodes[node].machine.handle(.stored(answer), moment)
            case .send(let id, let request, let streaming): send(node, id, request, streaming)
            case .lookUp(let id, _):
                queue += nodes[node].machine.handle(.lookedUp(id, ServiceAnswer()), moment)
            case .wait(let instant):
                nodes[node].timer = instant
                after(
                    max(0, instant.seconds - now(node).seconds),
                    .timer(node: node, life: nodes[node].life, instant))
            case .rested(let complaint): nodes[node].rested = .some(complaint)
            case .report(.warning(let warning)): nodes[node].warnings.append(warning)
            case .cancel, .renewCredentials, .report: break
            }
        }
    }

    private func answer(_ request: StoreRequest, _ node: Int) -> StoreAnswer {
        if hasFaults, chance(300) { return .failed("locked") }
        do {
            try checkDeletions(request, node)
        } catch {
            failures.append("reading: \(error)")
        }
        let answer = nodes[node].store.answer(request, now: now(node))
        note("\(node) store \(short(request)) -> \(short(answer))")
        if case .known(let id, let entries) = answer { nodes[node].known[id] = entries }
        if case .failed(let reason) = answer { failures.append("store: \(reason)") }
        return answer
    }

    /// The process is killed; sometimes the file is opened anew.
    func crash(_ node: Int) {
        note("\(node) crash")
        nodes[node].life += 1
        nodes[node].isUp = false
        nodes[node].timer = nil
        nodes[node].machine = AccountMachine(nodes[node].machine.setup)
        if chance(4) {
            do {
                try nodes[node].replica.close()
                nodes[node].replica = try Replica.open(
                    at: nodes[node].path, zones: nodes[node].replica.zones)
            } catch {
                failures.append("reopening: \(error)")
            }
        }
        after(Int.random(in: 0...60, using: &random), .start(node: node))
    }
}

/// The network.
extension SimulatedWorld {
    private func send(_ node: Int, _ id: RequestID, _ request: DAVRequest, _ streaming: Bool) {
        note("\(node) \(request.method) \(request.target) \(conditions(request))")
        let life = nodes[node].life
        var delay = Int.random(in: 0...3, using: &random)
        var fate = SimulatedEvent.Fate.answered
        let isGuarded =
            request.header("If-Match") != nil || request.header("If-None-Match") != nil
            || ["GET", "PROPFIND", "REPORT"].contains(request.method)
        if hasFaults, chance(8) {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: return fail(node, id, .unreachable("no route"))
            case 1: return fail(node, id, .broken("reset"))
            case 2: fate = .lost
            case 3: fate = .twice
            case 4: fate = .cut
            case 5:
                fate = .status(
                    [500, 502, 503, 429].randomElement(using: &random) ?? 500, applied: false)
            case 6: fate = .status([500, 504].randomElement(using: &random) ?? 500, applied: true)
            default:
                // It comes through long after the client gave up.
                if isGuarded {
                    fail(node, id, .broken("timeout"))
                    delay += Int.random(in: 5...200, using: &random)
                }
            }
        }
        after(delay, .arrive(node: node, life: life, id, request, streaming: streaming, fate))
    }

    private func fail(_ node: Int, _ id: RequestID, _ failure: TransportFailure) {
        after(
            Int.random(in: 0...4, using: &random),
            .deliver(node: node, life: nodes[node].life, id, .failure(failure)))
    }

    private func arrive(
        _ node: Int, _ life: Int, _ id: RequestID, _ request: DAVRequest, _ streaming: Bool,
        _ fate: SimulatedEvent.Fate
    ) {
        if case .status(let status, false) = fate {
            return reply(node, life, id, .answer(ModelServer.Answer(reply: busy(status))))
        }
        if isReserved(request, id, by: node) {
            return reply(node, life, id, .answer(ModelServer.Answer(reply: DAVReply(status: 423))))
        }
        settleDeletedCalendar(request)
        let before = isVerbose ? server.marks : []
        var answer = server.answer(request)
        if fate == .twice { answer = server.answer(request) }
        answer.reply.headers["date"] = nil
        let lost = isVerbose ? before.subtracting(server.marks).sorted() : []
        let what = "\(request.method) \(request.target) \(answer.reply.status) \(fate)"
        note("   -> \(node) \(what)\(lost.isEmpty ? "" : " takes \(lost)")")
        if request.method != "GET", request.method != "REPORT", request.method != "PROPFIND",
            answer.reply.status / 100 == 2, chance(2)
        {
            for other in nodes.indices { after(1, .hint(node: other)) }
        }
        switch fate {
        case .answered, .twice: reply(node, life, id, .answer(answer))
        case .lost: reply(node, life, id, .failure(.broken("reset")))
        case .cut: reply(node, life, id, .cut(answer))
        case .status(let status, _):
            reply(node, life, id, .answer(ModelServer.Answer(reply: busy(status))))
        }
    }

    /// Who deletes a calendar means all that is in it.
    private func settleDeletedCalendar(_ request: DAVRequest) {
        let path = Href.path(request.target, from: ModelServer.origin)
        guard request.method == "DELETE", let collection = server.collections[path] else { return }
        for object in collection.objects.values { ledger.settle(Text.marks(object.text)) }
    }

    private func busy(_ status: Int) -> DAVReply {
        var reply = DAVReply(status: status)
        if status == 503 || status == 429, chance(2) {
            reply.headers["retry-after"] = String(Int.random(in: 1...100, using: &random))
        }
        return reply
    }

    private func reply(_ node: Int, _ life: Int, _ id: RequestID, _ delivery: Delivery) {
        after(
            Int.random(in: 0...3, using: &random),
            .deliver(node: node, life: life, id, delivery))
    }

    private func deliver(_ node: Int, _ id: RequestID, _ delivery: Delivery) {
        switch delivery {
        case .failure(let failure): drive(node, .reply(id, .failure(failure)))
        case .cut(let answer):
            let part = answer.items.prefix(Int.random(in: 0...answer.items.count, using: &random))
            let life = nodes[node].life
            if !part.isEmpty { drive(node, .items(id, Array(part))) }
            guard nodes[node].life == life else { return }
            drive(node, .reply(id, .failure(.broken("cut"))))
        case .answer(let answer):
            let life = nodes[node].life
            var items = answer.items[...]
            while !items.isEmpty {
                let part = items.prefix(Int.random(in: 1...4, using: &random))
                items = items.dropFirst(part.count)
                drive(node, .items(id, Array(part)))
                guard nodes[node].life == life else { return }
            }
            if let end = answer.end { drive(node, .end(id, end)) }
            guard nodes[node].life == life else { return }
            drive(node, .reply(id, .success(answer.reply)))
        }
    }

    /// Where preconditions do not work, who looks before writing has the place for a while.
    private func isReserved(_ request: DAVRequest, _ id: RequestID, by node: Int) -> Bool {
        guard !server.traits.hasPreconditions, id.owner == .push else { return false }
        let path = Href.path(request.target, from: "/")
        guard ["GET", "PUT", "DELETE", "MOVE"].contains(request.method) else { return false }
        if let held = reserved[path], held.node != node, held.until > time { return true }
        reserved[path] = (node, time + 40)
        return false
    }

    private func conditions(_ request: DAVRequest) -> String {
        request.headers.filter { $0.name.hasPrefix("If") || $0.name == "Destination" }
            .map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    }

    private func short(_ value: Any) -> String {
        String(String(describing: value).filter { !$0.isNewline }.prefix(isVerbose ? 20_000 : 0))
    }
}
