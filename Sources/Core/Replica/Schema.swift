/// The shape of the database file. A migration that was shipped is frozen; mend with a new one.
enum Schema {
    /// `Dayl`, in the file's header: tells our file from other programs' databases.
    static let applicationID = 0x4461_796C

    /// Each leads from the version of its index to the next one; their count is
    /// `PRAGMA user_version`.
    static let migrations: [String] = [version1, sync + alerts]

    /// Everything that a replica without accounts needs.
    ///
    /// `object.text` is canonical; `single`, `series` and `search` are derived from it and can be
    /// rebuilt. `journal` rows hold the states that undo and redo swap with the present ones.
    private static let version1 = """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind <> ''),
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        INSERT INTO account (id, kind, name) VALUES (1, 'local', 'Local');

        CREATE TABLE calendar (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES account (id),
            name TEXT NOT NULL CHECK (name <> ''),
            color INTEGER NOT NULL CHECK (color BETWEEN 0 AND 0xFFFFFF),
            visible INTEGER NOT NULL CHECK (visible IN (0, 1)),
            policy TEXT NOT NULL CHECK (policy IN ('allow', 'warn', 'reject')),
            read_only INTEGER NOT NULL CHECK (read_only IN (0, 1)),
            position INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE object (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            calendar INTEGER NOT NULL REFERENCES calendar (id),
            uid TEXT NOT NULL,
            hash INTEGER NOT NULL,
            href TEXT,
            etag TEXT,
            base BLOB,
            text BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX object_uid ON object (uid, calendar);
        CREATE INDEX object_content ON object (calendar, hash);

        CREATE TABLE single (
            class INTEGER NOT NULL,
            start INTEGER NOT NULL,
            object INTEGER NOT NULL REFERENCES object (id),
            nr INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            calendar INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            exact INTEGER NOT NULL,
            wall INTEGER NOT NULL,
            zone TEXT,
            uid TEXT NOT NULL,
            title TEXT NOT NULL,
            location TEXT NOT NULL,
            rid_wall INTEGER,
            rid_zone TEXT,
            PRIMARY KEY (class, start, object, nr)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX single_object ON single (object);

        CREATE TABLE series (
            class INTEGER NOT NULL,
            start INTEGER NOT NULL,
            object INTEGER NOT NULL REFERENCES object (id),
            nr INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            calendar INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            uid TEXT NOT NULL,
            title TEXT NOT NULL,
            location TEXT NOT NULL,
            seed BLOB NOT NULL,
            PRIMARY KEY (class, start, object, nr)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX series_object ON series (object);

        CREATE VIRTUAL TABLE search USING fts5 (
            title, location, notes, categories,
            tokenize = 'unicode61 remove_diacritics 2', columnsize = 0
        );

        CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            label TEXT NOT NULL,
            made INTEGER NOT NULL,
            undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
            bytes INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE journal_object (
            step INTEGER NOT NULL REFERENCES journal (id) ON DELETE CASCADE,
            object INTEGER NOT NULL,
            calendar INTEGER,
            text BLOB,
            PRIMARY KEY (step, object)
        ) STRICT;
        CREATE TABLE journal_calendar (
            step INTEGER NOT NULL REFERENCES journal (id) ON DELETE CASCADE,
            calendar INTEGER NOT NULL,
            account INTEGER,
            name TEXT,
            color INTEGER,
            visible INTEGER,
            policy TEXT,
            read_only INTEGER,
            position INTEGER,
            PRIMARY KEY (step, calendar)
        ) STRICT;

        CREATE TABLE fact (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
