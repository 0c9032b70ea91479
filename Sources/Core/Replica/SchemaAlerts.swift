extension Schema {
    /// When objects alert next, and what became of alerts.
    ///
    /// Each object has a row in `alert`. `due` is NULL when it is to be computed, which needs
    /// settings that whoever writes objects may not have; `last` is a bound after which nothing is
    /// due, so that old events cost nothing. What is found in an older replica is to be computed.
    static let alerts = """
        CREATE TABLE alert (
            object INTEGER PRIMARY KEY REFERENCES object (id) ON DELETE CASCADE,
            alarms INTEGER NOT NULL CHECK (alarms IN (0, 1)),
            last INTEGER NOT NULL,
            due INTEGER
        ) STRICT;
        CREATE INDEX alert_due ON alert (due);
        INSERT INTO alert (object, alarms, last) SELECT id, 1, 300000000000 FROM object;

        CREATE TABLE alert_state (
            uid TEXT NOT NULL,
            due INTEGER NOT NULL,
            instance TEXT NOT NULL,
            object INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('shown', 'dropped', 'ended')),
            expiry INTEGER NOT NULL,
            again INTEGER,
            PRIMARY KEY (uid, due, instance)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_state_due ON alert_state (due);
        CREATE INDEX alert_state_again ON alert_state (again) WHERE again IS NOT NULL;
        """
}
