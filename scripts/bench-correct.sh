#!/usr/bin/env bash
# Compares the instances of one year of generated events with those of Python's
# recurring_ical_events, in an environment of its own in Benchmarks/data.
#
#   scripts/bench-correct.sh [COUNT [YEAR]]    10,000 events and this year, if not said
set -euo pipefail
cd "$(dirname "$0")/.."
data=Benchmarks/data
built=Benchmarks/.build/release
dayline=.build/release/dayline
month=$(date +%Y-%m)
mkdir -p "$data"
source scripts/bench-data.sh

swift build --package-path Benchmarks -c release --product generate >/dev/null
python=$data/venv/bin/python
if [[ ! -e $data/venv/ready ]]; then
    scripts/bench-setup.sh venv
    python3 -m venv --clear "$data/venv"
    "$python" -m pip install --quiet recurring-ical-events==3.8.2
    touch "$data/venv/ready"
fi
"$python" Benchmarks/correct.py "$(calendar "${1:-10000}")" "$dayline" "${2:-$(date +%Y)}"
