# shellcheck shell=bash
# What the end-to-end scripts share. Sourced, not run: finds the program, makes a throw-away home
# and counts checks.

if [[ -n ${DAYLINE:-} ]]; then DAYLINE=$(realpath "$DAYLINE"); fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
dayline=${DAYLINE:-.build/release/dayline}
if [[ -z ${DAYLINE:-} && ! -x $dayline ]]; then dayline=.build/debug/dayline; fi
if [[ ! -x $dayline ]]; then
    echo "no dayline to test in $dayline: make build, or set DAYLINE" >&2
    exit 1
fi
dayline=$(realpath "$dayline")
work=$(mktemp -d)
passed=0
failed=0

export TZ=Europe/Berlin LANG=C.UTF-8 TERM=xterm-256color DAYLINE_DATA=$work/data
export HOME=$work TMPDIR=$work
unset LC_ALL LC_CTYPE LANGUAGE NO_COLOR COLORTERM XDG_DATA_HOME TMUX COLUMNS LINES TZDIR
trap 'rm -rf "$work"' EXIT

# Ends the script quietly when a tool is absent.
need() {
    if ! command -v "$1" > "$work/which"; then
        echo "skipped: $1 is not installed"
        exit 0
    fi
}

pass() {
    passed=$((passed + 1))
    echo "ok      $1"
}

# What was checked, then what was seen instead.
fail() {
    failed=$((failed + 1))
    echo "FAILED  $1"
    if [[ -n ${2:-} ]]; then sed 's/^/        | /' <<< "$2"; fi
}

# Name, then a command that has to succeed; what it prints is shown when it does not.
check() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then pass "$name"; else fail "$name" "$said"; fi
}

finish() {
    echo "$passed passed, $failed failed"
    if [[ $failed -gt 0 ]]; then exit 1; fi
    exit 0
}
