#!/usr/bin/env bash
# Measures what docs/performance.md states about the daemon, beside Debian's vdirsyncer in the same
# run, and prints a table. Takes about eight minutes, and the first time three more: Radicale reads
# the events once, and what it keeps of them is kept in Benchmarks/data.
#
#   scripts/bench-sync.sh [first] [nothing] [edits] [latency] [memory]   these rows only
#
#   COUNT=10000    events of a first sync
#   EDITS=1000     edits of a push
#   LARGE=100000   events of the first sync whose memory is looked at
#   CHANGES=200    edits that are followed to another replica
#   RUNS=3         of which the median counts; vdirsyncer's long ones are run once
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/bench-setup.sh radicale vdirsyncer
# Debian's Python, which has nothing to do with one that a user installed.
/usr/bin/python3 -B Benchmarks/Sync/measure.py "$@" | column -t -s $'\t'
