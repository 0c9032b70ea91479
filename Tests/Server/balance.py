"""What became of every event, counted in the database by someone who knows only its tables.

As a program: balance.py DATABASE EVENTS; the exit status tells.
"""
import sqlite3
import sys


def wrong(path, least):
    """What is not as it must be once all was delivered; empty when all is well."""
    database = sqlite3.connect(path)

    def one(sql):
        return database.execute(sql).fetchone()[0] or 0

    events = one("SELECT count(*) FROM event")
    found = {
        "integrity": one("PRAGMA integrity_check") != "ok",
        "too few events": events < least,
        "gaps in a log": one("SELECT sum(seq) FROM account") - events,
        "outbox": one("SELECT count(*) FROM outbox"),
        "parked or dead": one("SELECT count(*) FROM delivery"),
        "not processed": 2 * events - one("SELECT count(*) FROM processed"),
        "effects off": one(
            """SELECT count(*) FROM (
                SELECT account, at / 86400000, kind, count(*) FROM event GROUP BY 1, 2, 3
                EXCEPT SELECT account, day, kind, changes FROM activity)"""),
        "effects beyond": one("SELECT sum(changes) FROM activity") - events,
    }
    print(f"sqlite3: {events} events,", one("SELECT count(*) FROM processed"), "records of two",
          "consumers,", one("SELECT sum(changes) FROM activity"), "effects")
    return {name: count for name, count in found.items() if count}


def pending(path):
    """Events that are on their way."""
    database = sqlite3.connect(path)
    return database.execute(
        """SELECT (SELECT count(*) FROM outbox)
            + (SELECT count(*) FROM delivery WHERE state <> 'dead')""").fetchone()[0]


def dead(path):
    return sqlite3.connect(path).execute(
        "SELECT count(*) FROM delivery WHERE state = 'dead'").fetchone()[0]


if __name__ == "__main__":
    problems = wrong(sys.argv[1], int(sys.argv[2]))
    if problems:
        print("wrong:", problems)
    sys.exit(bool(problems))
