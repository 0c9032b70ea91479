#!/usr/bin/env bash
# Counts the instructions of the kernels under callgrind, which a busy machine does not change, and
# compares them with those in Benchmarks/counts.txt: more than 5 % above is a failure.
#
#   scripts/bench-check.sh [NAME...]     compare
#   scripts/bench-check.sh --record [NAME...]    write the counts anew; review the difference
set -euo pipefail
cd "$(dirname "$0")/.."

tolerance=5
counts=Benchmarks/counts.txt
kernels=Benchmarks/.build/release/kernels
record=false
if [[ ${1:-} == --record ]]; then
    record=true
    shift
fi
command -v valgrind >/dev/null || scripts/bench-setup.sh valgrind
swift build --package-path Benchmarks -c release --product kernels >/dev/null

# Counts are those of a compiler, its runtime library and the C library (which takes other string
# routines on another processor; valgrind shows it a fixed one).
toolchain() {
    local swift libc
    swift=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([^ ]*\).*/\1/p')
    libc=$(ldd --version | sed -n '1s/.* //p')
    echo "swift $swift, libc $libc, $(valgrind --version), $(uname -m)"
}

# All instructions of a process that runs a kernel so many times.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$kernels" "$1" "$2" 2>&1 >/dev/null |
        sed -n 's/.*I *refs: *//p' | tr -d ,
}

# Instructions of two runs: what is done once, and the start of the process, are in both processes
# and fall out.
count() { echo $(($(instructions "$1" 3) - $(instructions "$1" 1))); }

if (($#)); then names=("$@"); else mapfile -t names < <("$kernels" list | cut -f1); fi

if $record; then
    new=$(mktemp)
    {
        echo "# Instructions of two runs of each kernel; make bench-record writes this file."
        echo "toolchain $(toolchain)"
        while IFS=$'\t' read -r name _; do
            if [[ " ${names[*]} " == *" $name "* ]]; then
                echo "$name $(count "$name")"
                echo "$name" >&2
            else
                grep "^$name " "$counts" || true
            fi
        done < <("$kernels" list)
    } >"$new"
    cat "$new" >"$counts"
    rm "$new"
    exit
fi

known=$(sed -n 's/^toolchain //p' "$counts")
if [[ $known != "$(toolchain)" ]]; then
    echo "The counts were recorded with another toolchain, so that differences may be its own:"
    echo "  then: $known"
    echo "  now:  $(toolchain)"
    echo "Record them again (make bench-record) on a commit that is known to be good."
fi
status=0
printf '%-16s %14s %14s %8s\n' kernel recorded now change
for name in "${names[@]}"; do
    before=$(sed -n "s/^$name //p" "$counts")
    now=$(count "$name")
    if [[ -z $before ]]; then
        printf '%-16s %14s %14s  not recorded: make bench-record\n' "$name" - "$now"
        status=1
        continue
    fi
    verdict=$(awk -v before="$before" -v now="$now" -v most="$tolerance" 'BEGIN {
        change = (now / before - 1) * 100
        word = (change > most) ? "  WORSE" : (change < -most) ? "  better" : ""
        printf "%+7.1f %%%s", change, word
    }')
    printf '%-16s %14s %14s %s\n' "$name" "$before" "$now" "$verdict"
    [[ $verdict != *WORSE ]] || status=1
done
((status == 0)) || echo "bench-check: more than $tolerance % above what was recorded, or new" >&2
exit $status
