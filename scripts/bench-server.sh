#!/usr/bin/env bash
# Measures what docs/performance.md states about the server, beside Cyrus, Radicale and Xandikos in
# the same run, and prints a table. Takes about ten minutes. Root is needed for Cyrus.
#
#   COUNT=10000      events in the calendar that is asked
#   SECONDS_EACH=10  of each run of PUTs
#   LARGE=100000     events after which PUTs are timed again; 0 to leave it out
#   SOCKETS=10000    notification sockets; 0 to leave them out
#   PEERS='cyrus radicale xandikos'   others; '' for none
set -euo pipefail
cd "$(dirname "$0")/.."

count=${COUNT:-10000}
seconds=${SECONDS_EACH:-10}
large=${LARGE:-100000}
sockets=${SOCKETS:-10000}
peers=${PEERS-cyrus radicale xandikos}
export CREDENTIALS=bench:benchmark
AUTHORIZATION="Basic $(printf bench:benchmark | base64)"
export AUTHORIZATION
helpers=() pid='' calendar=''
work=$(mktemp -d)
chmod 755 "$work"
# shellcheck source=Benchmarks/Server/peers.sh
source Benchmarks/Server/peers.sh

say() { printf '%(%H:%M:%S)T  %s\n' -1 "$*" >&2; }

stop() {
    if [[ -n $pid ]]; then kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; fi
    if ((${#helpers[@]})); then kill "${helpers[@]}" 2>/dev/null || true; fi
    helpers=() pid=''
}
trap 'stop; rm -rf "$work"' EXIT

# row SERVER NAME VALUE REST…: a line of the result.
row() { printf '%s\t%s\t%s\n' "$1" "$2" "${*:3}"; }

# put SERVER NAME CONNECTIONS FIRST
put() {
    local path=/${calendar#http://*/}
    CALENDAR_PATH=$path FIRST=$4 wrk --threads 1 --connections "$3" --duration "$seconds" \
        --script Benchmarks/Server/put.lua "$calendar" |
        awk -v server="$1" -v name="$2" -v FS='\t' '
            /^(rate|failed|p50_ms|p99_ms|max_ms)/ { value[$1] = $2 }
            END { printf "%s\t%s\t%s/s\tp50 %s ms\tp99 %s ms\tmax %s ms\tfailed %s\n", server, name,
                value["rate"], value["p50_ms"], value["p99_ms"], value["max_ms"],
                value["failed"] }'
}

ask() {
    python3 -B Benchmarks/Server/measure.py ask "$calendar" "$count" |
        while IFS=$'\t' read -r name median least unit size; do
            row "$1" "$name" "$median $unit (least $least, $size bytes)"
        done
}

measure_dayline() {
    local started
    say "dayline"
    start_dayline "$work/dayline" 18110
    row dayline "memory idle" "$(memory "$pid") KiB (resident, proportional)"
    put dayline "PUT, 1 connection" 1 1000000
    put dayline "PUT, 16 connections" 16 100000000
    stop
    start_dayline "$work/dayline-ask" 18110
    python3 -B Benchmarks/Server/measure.py fill "$calendar" "$count"
    row dayline "memory at $count" "$(memory "$pid") KiB"
    ask dayline
    row dayline "memory after the questions" "$(memory "$pid") KiB"
    kill "$pid" && wait "$pid" || true
    started=$(date +%s%N)
    "${DAYLINE_SERVER:-.build/release/dayline-server}" serve --data "$work/dayline-ask" \
        --plain-http --listen 127.0.0.1:18110 2>"$work/log" &
    pid=$!
    until curl --silent --fail --output /dev/null http://127.0.0.1:18110/readyz; do :; done
    row dayline "start to ready" "$((($(date +%s%N) - started) / 1000000)) ms (with curl)"
    stop
}

measure_large() {
    say "dayline, $large events"
    start_dayline "$work/large" 18112
    python3 -B Benchmarks/Server/measure.py fill "$calendar" "$large"
    put dayline "PUT, 1 connection, at $large" 1 1000000
    put dayline "PUT, 16 connections, at $large" 16 100000000
    row dayline "memory at $large" "$(memory "$pid") KiB"
    stop
}

measure_sockets() {
    say "sockets"
    start_dayline "$work/sockets" 18114
    python3 -B Benchmarks/Server/sockets.py "$work/sockets" 18114 "$pid" "$sockets" 2000 |
        while IFS=$'\t' read -r name median worst unit number; do
            row dayline "$name" "median $median, p99 $worst $unit ($number)"
        done
    stop
}

measure_peer() {
    local name=$1 port=$2
    say "$name"
    "start_$name" "$work/$name" "$port"
    row "$name" "memory idle" "$(memory "$pid") KiB"
    put "$name" "PUT, 1 connection" 1 1000000
    put "$name" "PUT, 16 connections" 16 100000000
    stop
    "start_$name" "$work/$name-ask" "$((port + 10))"
    if [[ $name == cyrus ]]; then
        python3 -B Benchmarks/Server/measure.py fill "$calendar" "$count"
    else
        "fill_$name" "$work/$name-ask" "$count"
        # The first question builds its cache.
        SLOW=yes RUNS=1 timeout 600 python3 -B Benchmarks/Server/measure.py ask "$calendar" \
            "$count" >/dev/null
        export SLOW=yes
    fi
    row "$name" "memory at $count" "$(memory "$pid") KiB"
    ask "$name"
    unset SLOW
    stop
}

measure_dayline
if ((large)); then measure_large; fi
if ((sockets)); then measure_sockets; fi
port=18130
for name in $peers; do
    measure_peer "$name" "$port" || say "$name could not be measured"
    port=$((port + 20))
done
