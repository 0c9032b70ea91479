/// The shape of the server's database. A migration that was shipped is frozen; mend with a new one.
enum ServerSchema {
    /// `Dsrv`, in the file's header: tells our file from other programs' databases.
    static let applicationID = 0x4473_7276

    /// Their count is `PRAGMA user_version`.
    static let migrations: [String] = [accounts + collections + events]

    /// `fact` holds what there is one of, such as the epoch.
    private static let accounts = """
        CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE account (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            display TEXT NOT NULL,
            email TEXT,
            password TEXT NOT NULL,
            revision INTEGER NOT NULL DEFAULT 1,
            seq INTEGER NOT NULL DEFAULT 0,
            floor INTEGER NOT NULL DEFAULT 0,
            created INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE token (
            id TEXT PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            label TEXT NOT NULL,
            hash BLOB NOT NULL,
            scope TEXT NOT NULL,
            created INTEGER NOT NULL,
            expires INTEGER,
            used INTEGER,
            revoked INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX token_account ON token (account);

        CREATE TABLE lockout (
            subject TEXT PRIMARY KEY,
            failures INTEGER NOT NULL,
            until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lockout_until ON lockout (until);

        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            account TEXT,
            action TEXT NOT NULL,
            detail TEXT NOT NULL
        ) STRICT;

        """

    /// `resource.text` is canonical; `span` is derived from it and can be rebuilt. `floor` of a
    /// collection is the change up to which tombstones were forgotten.
    private static let collections = """
        CREATE TABLE collection (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (name <> ''),
            components TEXT NOT NULL,
            policy TEXT NOT NULL CHECK (policy IN ('allow', 'warn', 'reject')),
            zone TEXT,
            seq INTEGER NOT NULL,
            floor INTEGER NOT NULL,
            created INTEGER NOT NULL,
            UNIQUE (account, name)
        ) STRICT;

        CREATE TABLE resource (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (name <> ''),
            uid TEXT NOT NULL,
            component TEXT NOT NULL,
            etag TEXT NOT NULL,
            hash INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            created INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            text BLOB NOT NULL
        ) STRICT;
        CREATE INDEX resource_collection ON resource (collection);
        CREATE UNIQUE INDEX resource_name ON resource (collection, name);
        CREATE UNIQUE INDEX resource_uid ON resource (collection, uid);
        CREATE INDEX resource_seq ON resource (collection, seq);
        CREATE INDEX resource_hash ON resource (collection, hash);

        CREATE TABLE span (
            collection INTEGER NOT NULL,
            class INTEGER NOT NULL,
            start INTEGER NOT NULL,
            resource INTEGER NOT NULL REFERENCES resource (id) ON DELETE CASCADE,
            nr INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            exact INTEGER NOT NULL,
            title TEXT NOT NULL,
            seed BLOB,
            PRIMARY KEY (collection, class, start, resource, nr)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX span_resource ON span (resource);

        CREATE TABLE tombstone (
            collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            seq INTEGER NOT NULL,
            PRIMARY KEY (collection, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tombstone_seq ON tombstone (collection, seq);

        CREATE TABLE property (
            account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            owner INTEGER NOT NULL CHECK (owner IN (0, 1, 2)),
            collection INTEGER NOT NULL,
            resource INTEGER NOT NULL,
            namespace TEXT NOT NULL,
            name TEXT NOT NULL,
            xml BLOB NOT NULL,
            PRIMARY KEY (account, owner, collection, resource, namespace, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE operation (
            account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            id BLOB NOT NULL,
            hash BLOB NOT NULL,
            status INTEGER NOT NULL,
            headers TEXT NOT NULL,
            body BLOB NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (account, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX operation_at ON operation (at);

        """

    /// `event` is the log. A row of `outbox` waits to be published; a row of `delivery` is in the
    /// hands of one consumer that could not settle it; a row of `processed` is settled. What is
    /// remembered of an event ends with the event, so none of them outlives it.
    ///
    /// `delivery.state`: `waiting` keeps its account's later events behind it; `late` was dead, is
    /// tried again, and keeps nobody; `dead` waits for an operator. `due` is set where an attempt
    /// may be made: on the first waiting row of an account, and on late ones. `started` is set
    /// while an attempt is under way; on a row that nobody works at it tells of a crash.
    private static let events = """
        CREATE TABLE event (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            id BLOB NOT NULL,
            kind TEXT NOT NULL,
            collection INTEGER NOT NULL,
            name TEXT NOT NULL,
            resource TEXT,
            etag TEXT,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX event_seq ON event (account, seq);

        CREATE TABLE outbox (
            position INTEGER PRIMARY KEY REFERENCES event (position) ON DELETE CASCADE
        ) STRICT;

        CREATE TABLE processed (
            position INTEGER NOT NULL REFERENCES event (position) ON DELETE CASCADE,
            consumer TEXT NOT NULL,
            PRIMARY KEY (position, consumer)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE delivery (
            position INTEGER NOT NULL REFERENCES event (position) ON DELETE CASCADE,
            consumer TEXT NOT NULL,
            account INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'late', 'dead')),
            attempts INTEGER NOT NULL,
            forgiven INTEGER NOT NULL DEFAULT 0,
            due INTEGER,
            started INTEGER,
            first INTEGER,
            last INTEGER,
            reason TEXT,
            PRIMARY KEY (position, consumer)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_state ON delivery (consumer, state, account, position);
        CREATE INDEX delivery_due ON delivery (consumer, due) WHERE due IS NOT NULL;

        CREATE TABLE activity (
            account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            day INTEGER NOT NULL,
            kind TEXT NOT NULL,
            changes INTEGER NOT NULL,
            PRIMARY KEY (account, day, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lease (
            name TEXT PRIMARY KEY,
            holder TEXT,
            fence INTEGER NOT NULL,
            until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
