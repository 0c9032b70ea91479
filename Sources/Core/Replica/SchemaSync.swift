extension Schema {
    /// What syncing with servers needs.
    ///
    /// `object.href`, `etag` and `base` are the state that both sides agreed on; a `base` of NULL
    /// says that `text` is that state. Where the next operation of an object is a deletion or a
    /// move, it carries the agreed state instead, for then the row is gone or elsewhere.
    /// `operation` is the outbox with its dead letters; `sent` are the bytes that went out.
    /// `aside` are texts of a server that no row can hold: a second one of a UID, or unreadable.
    static let sync = """
        ALTER TABLE account ADD COLUMN url TEXT NOT NULL DEFAULT '';
        ALTER TABLE account ADD COLUMN principal TEXT;
        ALTER TABLE account ADD COLUMN home TEXT;
        ALTER TABLE account ADD COLUMN capabilities INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE account ADD COLUMN notifications TEXT;
        ALTER TABLE account ADD COLUMN cursor TEXT;
        ALTER TABLE account ADD COLUMN condition TEXT NOT NULL DEFAULT 'fresh';
        ALTER TABLE account ADD COLUMN reason TEXT NOT NULL DEFAULT '';
        ALTER TABLE account ADD COLUMN retry INTEGER;
        ALTER TABLE account ADD COLUMN last_sync INTEGER;

        ALTER TABLE calendar ADD COLUMN href TEXT;
        ALTER TABLE calendar ADD COLUMN token TEXT;
        ALTER TABLE calendar ADD COLUMN ctag TEXT;
        ALTER TABLE calendar ADD COLUMN topic TEXT;
        ALTER TABLE calendar ADD COLUMN can_sync INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE calendar ADD COLUMN audited INTEGER;
        ALTER TABLE calendar ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE calendar ADD COLUMN accepts INTEGER NOT NULL DEFAULT 0;
        CREATE UNIQUE INDEX calendar_href ON calendar (account, href) WHERE href IS NOT NULL;

        CREATE UNIQUE INDEX object_href ON object (calendar, href) WHERE href IS NOT NULL;

        CREATE TABLE operation (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            account INTEGER NOT NULL REFERENCES account (id),
            calendar INTEGER NOT NULL,
            object INTEGER,
            uid TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('put', 'delete', 'move', 'make-calendar',
                'change-calendar', 'delete-calendar')),
            title TEXT NOT NULL,
            source INTEGER,
            href TEXT,
            etag TEXT,
            base BLOB,
            sent BLOB,
            uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain IN (0, 1)),
            made INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            merges INTEGER NOT NULL DEFAULT 0,
            not_before INTEGER,
            error TEXT NOT NULL DEFAULT '',
            dead INTEGER NOT NULL DEFAULT 0 CHECK (dead IN (0, 1)),
            status INTEGER NOT NULL DEFAULT 0,
            precondition TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX operation_object ON operation (object, seq);
        CREATE INDEX operation_calendar ON operation (calendar, seq);
        CREATE INDEX operation_account ON operation (account, dead, seq);
        CREATE INDEX operation_on_calendar ON operation (account, seq) WHERE object IS NULL;
        CREATE INDEX operation_href ON operation (source, href) WHERE source IS NOT NULL;
        CREATE TABLE operation_clash (
            operation INTEGER NOT NULL REFERENCES operation (seq) ON DELETE CASCADE,
            nr INTEGER NOT NULL,
            href TEXT NOT NULL,
            title TEXT NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            PRIMARY KEY (operation, nr)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE edit_conflict (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            object INTEGER NOT NULL,
            calendar INTEGER NOT NULL,
            title TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('edited', 'deleted-there', 'deleted-here')),
            base BLOB,
            local BLOB,
            remote BLOB,
            made INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX edit_conflict_object ON edit_conflict (object);

        CREATE TABLE aside (
            calendar INTEGER NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
            href TEXT NOT NULL,
            etag TEXT,
            uid TEXT,
            text BLOB NOT NULL,
            PRIMARY KEY (calendar, href)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE journal_object ADD COLUMN href TEXT;
        ALTER TABLE journal_object ADD COLUMN etag TEXT;
        ALTER TABLE journal_object ADD COLUMN base BLOB;
        ALTER TABLE journal_calendar ADD COLUMN href TEXT;
        CREATE INDEX journal_object_object ON journal_object (object);
        """
}
