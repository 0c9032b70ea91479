/// Who failed to prove who they are: an account, whether there is one or not, or an address.
enum LockoutSubject: Hashable, Sendable {
    case account(AccountName)
    case address(AddressGroup)

    /// As the store names it.
    var text: String {
        switch self {
        case .account(let name): "account:\(name.text)"
        case .address(let group): "address:\(group.text)"
        }
    }

    var rule: LockoutRule {
        switch self {
        case .account: .account
        case .address: .address
        }
    }
}

/// Failures of one subject in a row.
struct Lockout: Hashable, Sendable {
    let failures: Int
    /// Until when nothing is checked; the time of the last failure when nothing is locked.
    let until: WallTime
}

/// How failures lock: some are free, then each doubles the wait.
struct LockoutRule: Hashable, Sendable {
    /// Failures without a wait.
    let free: Int
    /// The longest wait.
    let longest: Duration

    static let account = LockoutRule(free: 5, longest: .seconds(15 * 60))
    /// Behind one address there may be many people.
    static let address = LockoutRule(free: 20, longest: .seconds(60 * 60))
    /// Failures are forgotten this long after the last wait.
    static let memory = Duration.seconds(60 * 60)

    /// One failure more.
    func adding(to old: Lockout?, now: WallTime) -> Lockout {
        let known = old.flatMap { isForgotten($0, now: now) ? nil : $0 }
        let failures = (known?.failures ?? 0) + 1
        return Lockout(failures: failures, until: now.adding(wait(after: failures)))
    }

    /// How long nothing is checked any more; nil when it is.
    func remaining(_ lockout: Lockout, now: WallTime) -> Duration? {
        let rest = lockout.until.since(now)
        // A wait longer than any there is was noted by a clock that was set back since.
        return rest > .zero && rest <= longest ? rest : nil
    }

    func isForgotten(_ lockout: Lockout, now: WallTime) -> Bool {
        let age = now.since(lockout.until)
        return age >= Self.memory || age < .zero - longest
    }

    private func wait(after failures: Int) -> Duration {
        guard failures > free else { return .zero }
        return min(.seconds(1 << min(failures - free - 1, 20)), longest)
    }
}

extension WallTime {
    /// Negative when `earlier` is later.
    func since(_ earlier: WallTime) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }
}
