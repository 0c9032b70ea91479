#!/usr/bin/env bash
# No event is lost or handled twice: 10,000 go through a server whose consumers fail, whose bus
# repeats and reorders, and which is killed (SIGKILL) at random moments; then all dead letters are
# sent back, by a command that is killed and by two at once. The counts are read from the database.
# EVENTS, KILLS and SEED may be set; the exit status tells.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

server=${DAYLINE_SERVER:-.build/release/dayline-server}
if [[ -z ${DAYLINE_SERVER:-} && ! -x $server ]]; then server=.build/debug/dayline-server; fi
if [[ ! -x $server ]]; then
    echo "no dayline-server to test in $server: build it, or set DAYLINE_SERVER" >&2
    exit 1
fi
events=${EVENTS:-10000}
kills=${KILLS:-30}
seed=${SEED:-$RANDOM}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "seed $seed"
status=0
"$server" events-chaos --data "$work/data" --events "$events" --kills "$kills" --seed "$seed" \
    || status=$?

# The same counts, by someone who knows nothing of the program but its tables.
python3 - "$work/data/dayline.db" "$events" << 'PYTHON' || status=1
import sqlite3, sys

database = sqlite3.connect(sys.argv[1])
one = lambda sql: database.execute(sql).fetchone()[0] or 0
events = one("SELECT count(*) FROM event")
groups = one("SELECT count(DISTINCT consumer) FROM processed")
wrong = {
    "integrity": database.execute("PRAGMA integrity_check").fetchone()[0] != "ok",
    "too few events": events < int(sys.argv[2]),
    "gaps in a log": one("SELECT sum(seq) FROM account") != events,
    "outbox": one("SELECT count(*) FROM outbox"),
    "parked or dead": one("SELECT count(*) FROM delivery"),
    "not processed": 2 * events - one("SELECT count(*) FROM processed"),
    "effects off": one(
        """SELECT count(*) FROM (
            SELECT account, at / 86400000 AS day, kind, count(*) AS changes FROM event
            GROUP BY 1, 2, 3 EXCEPT SELECT account, day, kind, changes FROM activity)"""
    ),
    "effects in all": events - one("SELECT sum(changes) FROM activity"),
}
print(f"sqlite3: {events} events, {groups} consumers, wrong:", {k: v for k, v in wrong.items() if v})
sys.exit(any(wrong.values()))
PYTHON

if [[ $status -eq 0 ]]; then echo "passed"; else echo "FAILED (SEED=$seed)"; fi
exit "$status"
