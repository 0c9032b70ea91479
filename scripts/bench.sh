#!/usr/bin/env bash
# Measures what docs/performance.md states, and calcurse and khal in the same run where they are
# installed. Data and profiles are kept in Benchmarks/data.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --package-path Benchmarks -c release >/dev/null
generate=Benchmarks/.build/release/generate
measure=Benchmarks/.build/release/measure
dayline=.build/release/dayline
data=Benchmarks/data
runs=${RUNS:-15}
today=$(date +%F)
week_end=$(date -d '+6 days' +%F)
export TZ=Asia/Seoul
mkdir -p "$data"

say() { printf '\n%s\n' "$*"; }

for count in 1000 10000 100000; do
    file=$data/$count-$today.ics
    profile=$data/profile-$count-$today
    [[ -f $file ]] || "$generate" "$count" >"$file"
    if [[ ! -d $profile ]]; then
        "$dayline" import --data "$profile" "$file" >/dev/null
    fi
done

say "dayline --version"
"$measure" process "$runs" "$dayline" --version

say "import of 10,000 events into a new profile"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
importing=("$dayline" import "$data/10000-$today.ics" --data)
for _ in 1 2 3 4 5; do
    "$measure" process 1 bash -c "rm -rf $fresh/p && ${importing[*]} $fresh/p"
done

for count in 1000 10000 100000; do
    profile=$data/profile-$count-$today
    say "agenda of one week, $count events"
    "$measure" process "$runs" "$dayline" agenda "$today" "$week_end" --data "$profile"
    say "first month screen and next month, next day, week view, next week, $count events"
    "$measure" screen 5 Su ']lw]' "$dayline" --data "$profile"
done

if command -v calcurse >/dev/null; then
    for count in 1000 10000; do
        profile=$data/calcurse-$count-$today
        if [[ ! -d $profile ]]; then
            mkdir -p "$profile"
            calcurse -D "$profile" -q -i "$data/$count-$today.ics" >/dev/null 2>&1 || true
        fi
        say "calcurse: agenda of one week, $count events"
        "$measure" process 5 calcurse -D "$profile" -Q --from "$(date +%m/%d/%Y)" \
            --to "$(date -d '+6 days' +%m/%d/%Y)" || true
    done
fi
