#!/usr/bin/env bash
# Coverage-guided fuzzing of what reads foreign bytes. RUNS executions of each target (all, or
# those named as arguments), JOBS targets at a time; the figures are printed last. What it learns
# stays in Fuzzing/work, and what it finds too.
set -euo pipefail
cd "$(dirname "$0")/../Fuzzing"

targets=("$@")
[[ $# -gt 0 ]] || targets=(FuzzRule FuzzZoneFile FuzzZoneRules FuzzCalendar FuzzXML)
# One allocation of more than 16 MB would be a count that was believed.
limits=(-malloc_limit_mb=16 -timeout=5)
build=(-c release --sanitize=fuzzer)

# One by one: all at once would build the program too.
for target in "${targets[@]}"; do "${SWIFT:-swift}" build "${build[@]}" --product "$target"; done
bin=$("${SWIFT:-swift}" build "${build[@]}" --show-bin-path)
# libFuzzer reports crashes itself.
export SWIFT_BACKTRACE=enable=no

# Folders of the inputs to begin with; the first is the one that grows.
seeds() {
    local work=work/$1
    mkdir -p "$work/corpus" "$work/seeds"
    echo "$work/corpus"
    case $1 in
        FuzzZoneFile)
            local zones=${TZDIR:-/usr/share/zoneinfo}
            for name in UTC Asia/Tokyo Pacific/Apia Europe/Berlin Europe/Dublin right/UTC; do
                if [[ -r $zones/$name ]]; then cp "$zones/$name" "$work/seeds/${name//\//-}"; fi
            done
            echo "$work/seeds"
            ;;
        FuzzCalendar)
            echo "Seeds/$1"
            if [[ -d ${DAYLINE_VECTORS:-}/corpus ]]; then echo "$DAYLINE_VECTORS/corpus"; fi
            ;;
        *) echo "Seeds/$1" ;;
    esac
}

longest() {
    case $1 in
        FuzzRule) echo 256 ;;
        FuzzCalendar | FuzzXML) echo 512 ;;
        FuzzZoneRules) echo 1024 ;;
        FuzzZoneFile) echo 2048 ;;
    esac
}

# Megabytes of the whole process. libFuzzer takes 45 itself, and more for the inputs it keeps, of
# which calendars are the largest; each of those is tried again alone, within 64.
megabytes() { case $1 in FuzzCalendar) echo 128 ;; *) echo 64 ;; esac; }

run() {
    local target=$1 folders dictionary=(-dict=words.dict)
    mapfile -t folders < <(seeds "$target")
    if [[ $target == FuzzZoneFile ]]; then dictionary=(); fi
    if ! nice -n 10 "$bin/$target" -runs="${RUNS:-10000000}" -max_len="$(longest "$target")" \
        -rss_limit_mb="$(megabytes "$target")" "${limits[@]}" "${dictionary[@]}" -reload=0 \
        -print_final_stats=1 -artifact_prefix="work/$target/" "${folders[@]}" \
        >"work/$target/log" 2>&1 ||
        ! find "work/$target/corpus" -type f -print0 |
        nice -n 10 xargs -0 "$bin/$target" -rss_limit_mb=64 "${limits[@]}" \
            -artifact_prefix="work/$target/" >"work/$target/alone.log" 2>&1; then
        tail -n 30 "work/$target/log"
        echo "$target: found something; repeat with $bin/$target Fuzzing/work/$target/FILE" >&2
        return 1
    fi
    awk -v target="$target" '/^stat::/ { value[$1] = $2 }
        END { printf "%-14s %9d executions, %6d a second, %2d MB at most, slowest %d s\n", target,
            value["stat::number_of_executed_units:"], value["stat::average_exec_per_sec:"],
            value["stat::peak_rss_mb:"], value["stat::slowest_unit_time_sec:"] }' \
        "work/$target/log"
}

status=0
for target in "${targets[@]}"; do
    while [[ $(jobs -rp | wc -l) -ge ${JOBS:-1} ]]; do wait -n || status=1; done
    echo "$target …"
    run "$target" &
done
while [[ -n $(jobs -rp) ]]; do wait -n || status=1; done
exit "$status"
