import CCurl

/// What the loop's thread owns: all handles, who is being served, and who waits for a place.
final class CurlWorker {
    private struct Running {
        let handle: CurlHandle
        let profile: CurlProfile
    }

    /// Accounts that are remembered; one more makes room by forgetting an idle one.
    private static let profileLimit = 32

    /// `CURLM *`.
    private let multi: UnsafeMutableRawPointer
    private let systemAuthorities: String?
    private var profiles: [CurlOptions: CurlProfile] = [:]
    private var running: [ObjectIdentifier: Running] = [:]
    /// The transfer of an easy handle.
    private var owners: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// By origin: requests in flight, and those that wait, first come first served.
    private var inFlight: [String: Int] = [:]
    private var waiting: [String: [CurlTransfer]] = [:]

    init(multi: UnsafeMutableRawPointer, systemAuthorities: String?) {
        self.multi = multi
        self.systemAuthorities = systemAuthorities
    }

    var isIdle: Bool { running.isEmpty && waiting.isEmpty }

    /// Begins a request, or lets it wait until its origin has less to do.
    func start(_ transfer: CurlTransfer) {
        let origin = transfer.call.address.origin
        if waiting[origin] == nil, hasRoom(for: transfer) {
            begin(transfer)
        } else {
            waiting[origin, default: []].append(transfer)
        }
    }

    /// Lets a held transfer go on, once its bytes were read.
    func resume(_ transfer: CurlTransfer) {
        guard let handle = running[ObjectIdentifier(transfer)]?.handle else { return }
        let code = curl_easy_pause(handle.easy, CURLPAUSE_CONT)
        if code != CURLE_OK { end(transfer, handle.result(code)) }
    }

    func cancel(_ transfer: CurlTransfer) {
        if running[ObjectIdentifier(transfer)] != nil {
            end(transfer, .failure(.cancelled))
        } else {
            let origin = transfer.call.address.origin
            waiting[origin]?.removeAll { $0 === transfer }
            if waiting[origin]?.isEmpty == true { waiting[origin] = nil }
            transfer.finish(.failure(.cancelled))
        }
        admit()
    }

    /// Lets libcurl do what can be done without waiting.
    func perform() {
        var count: Int32 = 0
        curl_multi_perform(multi, &count)
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let transfer = owners[easy],
                let handle = running[ObjectIdentifier(transfer)]?.handle
            else {
                continue
            }
            // The message is gone as soon as the handle is removed.
            end(transfer, handle.result(message.pointee.data.result))
        }
        admit()
    }

    /// Ends everything.
    func close() {
        let queued = waiting.values.flatMap(\.self)
        waiting = [:]
        for transfer in queued + Array(owners.values) { cancel(transfer) }
        profiles = [:]
    }

    // MARK: One request

    private func hasRoom(for transfer: CurlTransfer) -> Bool {
        inFlight[transfer.call.address.origin, default: 0] < max(1, transfer.call.width)
    }

    private func admit() {
        for origin in Array(waiting.keys) {
            while let first = waiting[origin]?.first, hasRoom(for: first) {
                waiting[origin]?.removeFirst()
                begin(first)
            }
            if waiting[origin]?.isEmpty == true { waiting[origin] = nil }
        }
    }

    private func begin(_ transfer: CurlTransfer) {
        guard !transfer.isCancelled else { return transfer.finish(.failure(.cancelled)) }
        do throws(TransportFailure) {
            let profile = try profile(transfer.call.options)
            guard let handle = profile.takeHandle() else {
                throw .refused("this libcurl cannot do what the account's settings ask for")
            }
            let code = handle.begin(transfer, authentication: profile.authentication)
            guard code == CURLE_OK, curl_multi_add_handle(multi, handle.easy) == CURLM_OK else {
                throw TransportFailure(code, text: "", wasSent: false)
            }
            running[ObjectIdentifier(transfer)] = Running(handle: handle, profile: profile)
            owners[handle.easy] = transfer
            inFlight[transfer.call.address.origin, default: 0] += 1
        } catch {
            transfer.finish(.failure(error))
        }
    }

    private func end(_ transfer: CurlTransfer, _ result: Result<DAVReply, TransportFailure>) {
        guard
            let (handle, profile) = running.removeValue(forKey: ObjectIdentifier(transfer)).map({
                ($0.handle, $0.profile)
            })
        else { return }
        owners[handle.easy] = nil
        let origin = transfer.call.address.origin
        let left = inFlight[origin, default: 1] - 1
        inFlight[origin] = left > 0 ? left : nil
        curl_multi_remove_handle(multi, handle.easy)
        profile.giveBack(handle, status: handle.head.status)
        transfer.finish(result)
        guard case .failure(.unreachable) = result else { return }
        // What waits would find that out one after the other, each after its time-out.
        for next in waiting.removeValue(forKey: origin) ?? [] { next.finish(result) }
    }

    private func profile(_ options: CurlOptions) throws(TransportFailure) -> CurlProfile {
        if let known = profiles[options] { return known }
        if profiles.count >= Self.profileLimit {
            let busy = Set(running.values.map(\.profile.options))
            if let old = profiles.keys.first(where: { !busy.contains($0) }) { profiles[old] = nil }
        }
        let profile = try CurlProfile(options, systemAuthorities: systemAuthorities)
        profiles[options] = profile
        return profile
    }
}
