#!/usr/bin/env bash
# No event is lost or handled twice: 10,000 go through a server whose consumers fail, whose bus
# repeats and reorders, and which is killed (SIGKILL) at random moments; then all dead letters are
# sent back, by a command that is killed and by two at once. First with a writer in the process,
# which is also killed between every two steps; then over HTTP. The counts are read from the
# database. EVENTS, KILLS and SEED may be set; the exit status tells.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

server=${DAYLINE_SERVER:-.build/release/dayline-server}
if [[ -z ${DAYLINE_SERVER:-} && ! -x $server ]]; then server=.build/debug/dayline-server; fi
if [[ ! -x $server ]]; then
    echo "no dayline-server to test in $server: build it, or set DAYLINE_SERVER" >&2
    exit 1
fi
server=$(realpath "$server")
export DAYLINE_SERVER=$server EVENTS=${EVENTS:-10000} KILLS=${KILLS:-30} SEED=${SEED:-$RANDOM}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "seed $SEED"
status=0
"$server" events-chaos --data "$work/data" --events "$EVENTS" --kills "$KILLS" --seed "$SEED" \
    || status=1
python3 -B Tests/Server/balance.py "$work/data/dayline.db" "$EVENTS" || status=1
python3 -B Tests/Server/events.py || status=1

if [[ $status -eq 0 ]]; then echo "passed"; else echo "FAILED (SEED=$SEED)"; fi
exit "$status"
