#!/usr/bin/env bash
# Measures what docs/performance.md states, beside calcurse, khal and libical in the same run, and
# prints one table. Takes some minutes; the first run of a month also makes data for the others,
# which takes some more (khal reads 100,000 files). All of it is kept in Benchmarks/data.
#
#   RUNS=15          processes and screens of ours that are timed
#   PEER_RUNS=3      the same of the others
#   SIZES='1000 …'   calendars to look at; 1000000 works, and takes its time
#   ONLY='start …'   some of: start kernels libical agenda screen import
#   PEERS=no         leaves the others out
set -euo pipefail
cd "$(dirname "$0")/.."
export TZ=Asia/Seoul LC_ALL=C.UTF-8

runs=${RUNS:-15}
peer_runs=${PEER_RUNS:-3}
sizes=${SIZES:-1000 10000 100000}
only=${ONLY:-start kernels libical agenda screen import}
peers=${PEERS:-yes}
data=Benchmarks/data
results=$data/results.tsv
dayline=.build/release/dayline
built=Benchmarks/.build/release
month=$(date +%Y-%m)
mkdir -p "$data"
# shellcheck source=bench-data.sh
source scripts/bench-data.sh

say() { printf '%(%H:%M:%S)T  %s\n' -1 "$*" >&2; }
wants() { [[ " $only " == *" $1 "* ]]; }
with_peers() { [[ $peers != no ]]; }

# Figures, one a line: NAME, median, least, unit. A later one takes the place of an earlier one.
keep() { tee -a "$results" >&2; }

process() { "$built/measure" process "$@" | keep; }
screen() { "$built/measure" screen "$@" | keep; }

start() {
    say "start and end"
    process start "$runs" "$dayline" --version
}

# The benchmark library writes a file of nanoseconds for each kernel.
kernels() {
    say "kernels"
    local samples=$data/samples name unit units file
    rm -rf "$samples" && mkdir -p "$samples"
    swift package --package-path Benchmarks --allow-writing-to-directory "$samples" benchmark run \
        --format histogramSamples --time-units nanoseconds --path "$samples" \
        --no-progress --quiet >&2
    while IFS=$'\t' read -r name unit units; do
        for file in "$samples"/*."$name".*; do
            awk 'NR > 1 { print $1 }' "$file" | sort -n | awk -v name="$name" -v unit="$unit" \
                -v units="$units" '{ value[NR] = $1 } END { printf "%s\t%.3f\t%.3f\tns/%s\n",
                    name, value[int(NR / 2) + 1] / units, value[1] / units, unit }'
        done
    done < <("$built/kernels" list) | keep
}

libical() {
    say "libical"
    cc -O2 Benchmarks/Peers/libical.c -lical -o "$data/libical"
    "$data/libical" 7 "$(calendar 10000)" | awk -v FS='\t' -v OFS='\t' '{
        unit = $1 ~ /^(jump|text)/ ? "jump" : $1 == "parse" ? "byte" : "instance"
        print "libical-" $1, $2, $3, "ns/" unit }' | keep
}

agenda() {
    local count=$1 from to
    from=$(date +%F) to=$(date -d '+6 days' +%F)
    say "agenda of a week, $count events"
    process "agenda-$count" "$runs" "$dayline" agenda "$from" "$to" --data "$(profile "$count")"
    with_peers || return 0
    process "calcurse-agenda-$count" "$peer_runs" calcurse -D "$(calcurse_data "$count")" -Q \
        --from "$(date +%m/%d/%Y)" --to "$(date -d '+6 days' +%m/%d/%Y)"
    process "khal-agenda-$count" "$peer_runs" khal -c "$(khal_config "$count")" list "$from" 7d
}

# Keys: next month, next day, week view, next week.
screen_rows() {
    local count=$1
    say "screen, $count events"
    screen "screen-$count" "$((runs < 7 ? runs : 7))" Su ']lw]' "$dayline" \
        --data "$(profile "$count")"
    with_peers || return 0
    screen "calcurse-screen-$count" "$peer_runs" Quit - calcurse -D "$(calcurse_data "$count")"
    screen "ikhal-screen-$count" "$peer_runs" Mo - env "${ikhal_locale[@]}" ikhal -c "$(khal_config "$count")"
}

# Into nothing each time. khal takes half a minute for 10,000 and is asked once.
import_rows() {
    local count=$1
    say "import of $count events"
    process "import-$count" "$((count > 10000 ? 1 : 5))" --before "rm -rf $fresh/own" \
        "$dayline" import "$(calendar "$count")" --data "$fresh/own"
    if with_peers && ((count <= 10000)); then
        # Its status tells of series that it leaves out.
        process "calcurse-import-$count" 1 --before "rm -rf $fresh/c; mkdir $fresh/c" \
            bash -c "TMPDIR=$fresh calcurse -D $fresh/c -q -i $(calendar "$count"); true"
        rm -rf "$fresh/khal"
        make_khal_config "$fresh/khal"
        process "khal-import-$count" 1 khal -c "$fresh/khal/config" import --batch -a bench \
            "$(calendar "$count")"
    fi
}

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
say "building"
swift build --package-path Benchmarks -c release >/dev/null
if with_peers; then
    scripts/bench-setup.sh khal locale calcurse libical
    make_locale
fi
if wants start; then start; fi
if wants kernels; then kernels; fi
if with_peers && wants libical; then libical; fi
for count in $sizes; do
    if wants agenda; then agenda "$count"; fi
    if wants screen; then screen_rows "$count"; fi
    if wants import; then import_rows "$count"; fi
done
echo
scripts/bench-table.sh
