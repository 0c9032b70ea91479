extension CalendarObject {
    /// The first alert that is due after an instant; nil when there is none.
    ///
    /// Cancelled events and those that the user declined give none, transparent ones do. What is
    /// acknowledged is left out: an alarm's `ACKNOWLEDGED` silences all its times up to then
    /// (RFC 9074 §6), in whichever program it was set.
    public func nextAlert(
        after instant: Instant, rules: AlertRules, zones: ZoneDatabase
    ) -> Alert? {
        AlertScan(self, rules, zones).first(from: instant.adding(seconds: 1))
    }

    /// The alerts that are due in a window, by time, at most `limit`; else as above.
    public func alerts(
        in window: Range<Instant>, rules: AlertRules, zones: ZoneDatabase,
        limit: Int = AlertLimits.answers
    ) -> [Alert] {
        Array(AlertScan(self, rules, zones).alerts(in: window).prefix(limit))
    }

    /// The object with an alert acknowledged (RFC 9074 §6). `ACKNOWLEDGED` goes to the alarm of the
    /// master or override that describes the instance; for a default alert, which has no alarm,
    /// `X-MOZ-LASTACK` to that event. No other line changes: it is no revision of the event.
    /// - Returns: nil when nothing changes.
    public func acknowledging(
        _ alert: Alert, now: Instant, rules: AlertRules, zones: ZoneDatabase
    ) -> CalendarObject? {
        var editor = AlertEditor(self, alert, rules, zones, now: now)
        return editor?.acknowledge()
    }

    /// The object with an alert put off (RFC 9074 §7): acknowledged, and an alarm beside its own
    /// with a time in UTC.
    /// - Parameter uid: of the new alarm.
    /// - Returns: nil when the object has no such instance.
    public func snoozing(
        _ alert: Alert, until: Instant, uid: String, now: Instant, rules: AlertRules,
        zones: ZoneDatabase
    ) -> CalendarObject? {
        var editor = AlertEditor(self, alert, rules, zones, now: now)
        return editor?.snooze(until: until, uid: uid)
    }
}
