#!/usr/bin/env bash
# Prints the figures that scripts/bench.sh kept last, as rows of Benchmarks/rows.txt.
#
#   scripts/bench-table.sh [--markdown]
set -euo pipefail
cd "$(dirname "$0")/.."
style=text
if [[ ${1:-} == --markdown ]]; then style=markdown; fi
results=Benchmarks/data/results.tsv
[[ -s $results ]] || {
    echo "bench-table: nothing was measured yet (make bench)" >&2
    exit 1
}
awk -v style="$style" '
    function trim(text) { gsub(/^ +| +$/, "", text); return text }
    function figure(value) { return value < 20 ? sprintf("%.2f", value) : sprintf("%.0f", value) }
    function line(what, command, median, least, other, ratio, aim, met) {
        if (style == "markdown")
            printf "| %s | %s | %s | %s | %s | %s | %s | %s |\n",
                what, command, median, least, other, ratio, aim, met
        else printf "%-56s %-22s %8s %8s  %-26s %-12s %-10s %s\n",
            what, command, median, least, other, ratio, aim, met
    }
    FNR == NR { split($0, part, "\t"); median[part[1]] = part[2] + 0; least[part[1]] = part[3]; next }
    FNR == 1 {
        line("what", "command", "median", "least", "others", "ratio", "aim", "met")
        if (style == "markdown") print "|---|---|---|---|---|---|---|---|"
    }
    /^#/ { next }
    {
        count = split($0, part, "|")
        for (index_ in part) part[index_] = trim(part[index_])
        own = part[3]
        if (!(own in median)) next
        aim = part[4]
        met = aim == "" ? "" : median[own] <= aim + 0 ? "yes" : "no"
        others = ""; ratios = ""
        for (place = 5; place <= count; place++) {
            split(part[place], other, ":")
            if (!(other[1] in median)) continue
            ratio = median[other[1]] / median[own]
            program = other[1]; sub(/-.*/, "", program)
            others = others (others == "" ? "" : ", ") program " " figure(median[other[1]])
            ratios = ratios (ratios == "" ? "" : ", ") figure(ratio)
            if (other[2] != "") {
                aim = aim (aim == "" ? "" : ", ") other[2] "×"
                met = ratio < other[2] + 0 ? "no" : met == "" ? "yes" : met
            }
        }
        command = part[2]
        if (style == "markdown" && command ~ /^(dayline|key)/) command = "`" command "`"
        line(part[1], command, figure(median[own]),
            figure(least[own]), others, ratios, aim, met)
    }
' "$results" Benchmarks/rows.txt
