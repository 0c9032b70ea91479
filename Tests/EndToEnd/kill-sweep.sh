#!/usr/bin/env bash
# What the screen calls saved survives: kills dayline at its Nth system call of a kind (strace
# injects the signal; the program is unchanged) and looks at what is left. Then the same with
# writes that fail because the disk is full or broken.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need strace
if ! strace -f -qq -o "$work/try" -e trace=write "$dayline" --version > "$work/out"; then
    echo "skipped: strace may not trace here"
    exit 0
fi

calls=(pwrite64 fdatasync fsync ftruncate unlink write)
times=(1 2 3 5 8 13 21 34)
operations=(first add edit delete series undo redo import)

cat > "$work/three.ics" <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Dayline//end to end//EN
BEGIN:VEVENT
UID:one@example.org
DTSTAMP:20260101T000000Z
DTSTART:20261204T080000Z
DTEND:20261204T090000Z
SUMMARY:One
END:VEVENT
BEGIN:VEVENT
UID:two@example.org
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20261205
RRULE:FREQ=MONTHLY
SUMMARY:Two
END:VEVENT
BEGIN:VEVENT
UID:three@example.org
DTSTAMP:20260101T000000Z
DTSTART:20261206T080000Z
SUMMARY:Three
END:VEVENT
END:VCALENDAR
ICS

# Sets `command` to the arguments of an operation; the events' numbers are those of `prepare`.
arguments() {
    case $1 in
        first | add) command=(add Added --start "2026-12-03 09:00" --notes "all of it") ;;
        edit) command=(edit 2 --title "New name" --start "2026-12-02 15:00") ;;
        delete) command=(delete 1) ;;
        series) command=(edit 3 --at 2026-12-21 --future --title "Later runs") ;;
        undo | redo) command=("$1") ;;
        import) command=(import "$work/three.ics") ;;
    esac
}

# What every operation but `first` starts from, in $work/base: two events, a recurring one, and
# something to undo and to redo.
prepare() {
    export DAYLINE_DATA=$work/base
    {
        "$dayline" add Keep --start "2026-12-01 10:00"
        "$dayline" add "Old name" --start "2026-12-02 10:00"
        "$dayline" add Run --start "2026-12-07 07:00" --rrule FREQ=WEEKLY
        "$dayline" edit 1 --location Somewhere
        "$dayline" add Gone --start "2026-12-03 12:00"
        "$dayline" undo
    } > "$work/out"
}

# A fresh profile for an operation, in $work/data.
reset() {
    export DAYLINE_DATA=$work/data
    rm -rf "$work/data"
    if [[ $1 != first ]]; then cp -r "$work/base" "$work/data"; fi
}

# All events that are kept, without what differs from run to run.
state() {
    "$dayline" export 2> "$work/err" | grep -vE '^(UID|DTSTAMP|CREATED|LAST-MODIFIED)' \
        | sed '1{/^BEGIN:VCALENDAR/{:more;N;/END:VCALENDAR/!b more;/BEGIN:VEVENT/!d}}' || true
}

# Sets `before` and `after`: the only two states that an interrupted operation may leave.
expectations() {
    reset "$1"
    before=$(state)
    reset "$1"
    "$dayline" "${command[@]}" > "$work/out"
    after=$(state)
    if [[ $before == "$after" ]]; then fail "$1 changes something" "$after"; fi
}

# Runs the operation with an injection. Sets `status`; what was said is in $work/out and err.
run_with() {
    status=0
    {
        strace -f -qq -o "$work/trace" -e trace="$1" -e inject="$1:$2" \
            "$dayline" "${command[@]}" > "$work/out" 2> "$work/said" || status=$?
    } 2> "$work/shell"  # bash tells of what was killed
}

# Whether what is left is whole: 0, with the reason in `trouble` when it is not.
look() {
    local now report
    trouble=
    now=$(state)
    if [[ $now != "$before" && $now != "$after" ]]; then
        trouble="neither before nor after: $(diff <(echo "$after") <(echo "$now") | head -n 20)"
    elif [[ $status -eq 0 || -s $work/out ]] && [[ $now != "$after" ]]; then
        trouble="was called done and is not there"
    elif ! report=$("$dayline" doctor 2>&1) && [[ -n $now || $report != *"no calendar yet"* ]]; then
        trouble="doctor: $report"
    elif [[ $report != *" sound"* && -n $now ]]; then
        trouble="doctor: $report"
    elif ! report=$("$dayline" add Next --start 2026-12-09 2>&1); then
        trouble="the next command: $report"
    elif ! report=$("$dayline" undo 2>&1) || [[ $(state) != "$now" ]]; then
        trouble="undo of the next command: $report"
    elif ! report=$("$dayline" doctor 2>&1) || [[ $report != *" sound"*"current"* ]]; then
        trouble="doctor at the end: $report"
    fi
}

sweep() {
    local operation=$1 call=$2 n kills=0 kept=0 troubles=
    for n in "${times[@]}"; do
        reset "$operation"
        run_with "$call" "signal=KILL:when=$n"
        if [[ $status -ne 0 && $status -ne 137 ]]; then
            troubles+="at $n: exit $status: $(< "$work/said")"$'\n'
        fi
        if [[ $status -eq 0 && $n -eq 1 ]]; then return 0; fi  # it never makes this call
        look
        if [[ -n $trouble ]]; then troubles+="at $n: $trouble"$'\n'; fi
        if [[ $status -eq 0 ]]; then break; fi                 # it made fewer than n of them
        kills=$((kills + 1))
        if [[ $(state) == "$after" ]]; then kept=$((kept + 1)); fi
    done
    if [[ -n $troubles ]]; then
        fail "$operation killed at $call" "$troubles"
    else
        pass "$operation killed at $call: $kills times, $kept of them done"
    fi
}

# An error of the disk: one line, exit 4, nothing lost; or it came too late to matter.
broken_disk() {
    local operation=$1 call=$2 error=$3 when errors=0 troubles= lines
    for when in 1 3 8 20 1+ 5+ 20+; do
        reset "$operation"
        run_with "$call" "error=$error:when=$when"
        lines=$(wc -l < "$work/said")
        if [[ $status -ne 0 ]]; then
            errors=$((errors + 1))
            if [[ $status -ne 4 ]]; then troubles+="at $when: exit $status"$'\n'; fi
            if [[ $lines -ne 1 || $(< "$work/said") != dayline:*disk* ]]; then
                troubles+="at $when: said $(< "$work/said")"$'\n'
            fi
        elif [[ $lines -ne 0 ]]; then
            troubles+="at $when: done, yet said $(< "$work/said")"$'\n'
        fi
        look
        if [[ -n $trouble ]]; then troubles+="at $when: $trouble"$'\n'; fi
    done
    if [[ $errors -eq 0 ]]; then troubles+="no error ever came through"$'\n'; fi
    if [[ -n $troubles ]]; then
        fail "$operation, $error from $call" "$troubles"
    else
        pass "$operation, $error from $call: $errors refused in one line, nothing lost"
    fi
}

prepare
for operation in "${operations[@]}"; do
    arguments "$operation"
    expectations "$operation"
    for call in "${calls[@]}"; do sweep "$operation" "$call"; done
done
for operation in first add import; do
    arguments "$operation"
    expectations "$operation"
    for error in ENOSPC EIO; do
        for call in pwrite64 fdatasync; do broken_disk "$operation" "$call" "$error"; done
    done
done
finish
