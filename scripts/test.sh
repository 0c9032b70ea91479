#!/usr/bin/env bash
# Builds and runs all tests, then programs of others against the server, then the daemon against
# servers of others, and prints the counts last: "N passed, N failed". Arguments go to `swift test`.
# Fails when a test fails, and when no test ran.
set -euo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
# What failed is told once more at the end, where it is looked for.
failures=$(mktemp)
trap 'rm -f "$log" "$failures"' EXIT
status=0
"${SWIFT:-swift}" test --disable-xctest "$@" 2>&1 | tee "$log" || status=$?

count() { grep -cE "$1" "$log" || true; }
total=$(sed -nE 's/.*Test run with ([0-9]+) tests?.*(passed|failed).*/\1/p' "$log" | tail -n 1)
failed=$(count '^[^A-Za-z]* *Test .* failed after ')
failed=$((failed - $(count '^[^A-Za-z]* *Test (run|case) .* failed after ')))
skipped=$(count '^[^A-Za-z]* *Test .* skipped(\.|: ".*")$')
if [[ -z $total ]]; then
    echo "test: the tests did not run to their end" >&2
    tail -n 30 "$log" >"$failures"
    status=1
elif [[ $failed -gt 0 && $status -eq 0 ]]; then
    status=1
fi
passed=$((${total:-0} - failed - skipped))
grep -E ' recorded an issue .* at | failed after .* with ' "$log" >>"$failures" || true

# Programs of others against the server that was just built; the daemon as a process, and against
# servers of others. Not when only some tests are wanted.
if [[ $# -eq 0 ]]; then
    for script in Tests/Server/clients.py Tests/Sync/process.py Tests/Sync/kill.py \
        Tests/Sync/servers.py; do
        clients=0
        /usr/bin/env "${PYTHON:-/usr/bin/python3}" -B "$script" 2>&1 | tee "$log" || clients=$?
        if [[ $clients -ne 0 ]]; then status=1; fi
        passed=$((passed + $(count '^ok ')))
        failed=$((failed + $(count '^FAILED ')))
        skipped=$((skipped + $(count '^skipped: ')))
        grep -E '^FAILED ' "$log" >>"$failures" || true
        if [[ $clients -ne 0 ]]; then echo "$script ended with $clients" >>"$failures"; fi
    done
fi
if [[ -s $failures ]]; then
    echo "what failed:"
    tail -n 60 "$failures"
fi
if [[ $skipped -gt 0 ]]; then echo "$skipped skipped"; fi
echo "$passed passed, $failed failed"
exit "$status"
