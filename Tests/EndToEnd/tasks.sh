#!/usr/bin/env bash
# The everyday tasks, done with keys on the screen and checked through the commands.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$here/lib-tmux.sh"

# "start end title" of each event from one day to another, one a line.
agenda() {
    "$dayline" agenda "$@" --json | sed -nE \
        's/.*"start":"([^"+]*)[^"]*","end":"([^"+]*)[^"]*".*"summary":"([^"]*)".*/\1 \2 \3/p'
}

# Name, days, and what the agenda has to be there.
agenda_is() {
    local name=$1 from=$2 to=$3 expected=$4
    agenda_matches() { [[ $(agenda "$from" "$to" 2> "$work/err") == "$expected" ]]; }
    if await agenda_matches; then
        pass "$name"
    else
        fail "$name" "$(diff <(echo "$expected") <(agenda "$from" "$to" 2>&1))"
    fi
}

go_to() {
    text gd
    expect "Go to date:"
    text "$1"
    keys Enter
    await shows_no "Go to date:"
}

# Puts a text in the place of what the field has.
refill() {
    keys C-u
    text "$1"
}

# Opens the form on the only event of a day, and gives it another title.
retitle() {
    go_to "$1"
    text e
    expect "Edit event"
    refill "$2"
    keys C-s
    expect "which instances?"
}

add_an_event() {
    go_to 2031-03-11
    expect "March 2031"
    pass "go to a date"
    text n
    expect "New event"
    text Dentist
    keys Tab Tab Tab
    refill 09:30
    keys Tab Tab
    refill 10:15
    keys C-s
    expect "Added “Dentist”"
    agenda_is "add an event with the form" 2031-03-11 2031-03-11 \
        "2031-03-11T09:30:00 2031-03-11T10:15:00 Dentist"
}

add_a_weekly_event() {
    go_to 2031-03-12
    text n
    expect "New event"
    text Class
    keys Tab Tab Tab
    refill 14:00
    keys Tab Tab Tab Tab Tab Tab Right Right
    expect "every week on Wed"
    keys Tab Tab Right Right Space  # Friday, too
    expect "every week on Wed and Fri"
    keys Tab Right Right
    expect "Times"
    keys Tab
    refill 6
    expect "6 times"
    keys C-s
    expect "Added “Class”"
    agenda_is "add a weekly event with the recurrence editor" 2031-03-12 2031-05-30 \
        "$(for day in 03-12 03-14 03-19 03-21 03-26 03-28; do
            echo "2031-${day}T14:00:00 2031-${day}T15:00:00 Class"
        done)"
}

edit_a_recurring_event() {
    retitle 2031-03-14 "Class at home"
    text t
    expect "Class at ho"
    agenda_is "edit this instance" 2031-03-12 2031-03-20 \
"2031-03-12T14:00:00 2031-03-12T15:00:00 Class
2031-03-14T14:00:00 2031-03-14T15:00:00 Class at home
2031-03-19T14:00:00 2031-03-19T15:00:00 Class"
    retitle 2031-03-21 "Workshop"
    text f
    expect "Workshop"
    agenda_is "edit this and future instances" 2031-03-19 2031-05-30 \
"2031-03-19T14:00:00 2031-03-19T15:00:00 Class
2031-03-21T14:00:00 2031-03-21T15:00:00 Workshop
2031-03-26T14:00:00 2031-03-26T15:00:00 Workshop
2031-03-28T14:00:00 2031-03-28T15:00:00 Workshop"
    retitle 2031-03-26 "Seminar"
    text a
    expect "Seminar"
    agenda_is "edit all instances" 2031-03-19 2031-05-30 \
"2031-03-19T14:00:00 2031-03-19T15:00:00 Class
2031-03-21T14:00:00 2031-03-21T15:00:00 Seminar
2031-03-26T14:00:00 2031-03-26T15:00:00 Seminar
2031-03-28T14:00:00 2031-03-28T15:00:00 Seminar"
}

delete_and_undo() {
    local both="2031-03-26T14:00:00 2031-03-26T15:00:00 Seminar
2031-03-28T14:00:00 2031-03-28T15:00:00 Seminar"
    go_to 2031-03-26
    text x
    expect "Delete which instances?"
    text t
    agenda_is "delete one instance" 2031-03-26 2031-05-30 "${both#*$'\n'}"
    text u
    expect "Undone"
    agenda_is "undo" 2031-03-26 2031-05-30 "$both"
    keys C-r
    expect "Done again"
    agenda_is "redo" 2031-03-26 2031-05-30 "${both#*$'\n'}"
}

search() {
    go_to 2032-08-01
    expect "August 2032"
    text /
    expect "Search:"
    text dent
    expect "Dentist"
    keys Enter
    if await shows "March 2031"; then
        pass "search, and go to what was found"
    else
        fail "search, and go to what was found" "$(shown)"
    fi
}

toggle_a_calendar() {
    agenda_is "both calendars are shown" 2031-03-06 2031-03-06 \
        "2031-03-06T08:00:00 2031-03-06T09:00:00 Meeting"
    expect "Meeting"
    text c
    expect "● Work"
    text j
    keys Space
    expect "○ Work"
    agenda_is "a calendar switched off" 2031-03-06 2031-03-06 ""
    keys Space
    expect "● Work"
    agenda_is "a calendar switched on" 2031-03-06 2031-03-06 \
        "2031-03-06T08:00:00 2031-03-06T09:00:00 Meeting"
    text c  # back from the list
}

# What the screen calls saved is on the disk.
kill_after_saving() {
    go_to 2031-03-18
    text n
    expect "New event"
    text Durable
    keys Tab Tab Tab
    refill 20:00
    keys C-s
    expect "Added “Durable”"
    kill -s KILL "$(mux display-message -p '#{pane_pid}')"
    await has_ended
    agenda_is "killed when the screen says that it is saved" 2031-03-18 2031-03-18 \
        "2031-03-18T20:00:00 2031-03-18T21:00:00 Durable"
}

{
    "$dayline" calendar add Home
    "$dayline" calendar add Work
    "$dayline" add Meeting --start "2031-03-06 08:00" --calendar Work
} > "$work/out"
open_terminal 80 24 "exec '$dayline'"
expect "Month  Week  Day"
add_an_event
add_a_weekly_event
edit_a_recurring_event
delete_and_undo
search
toggle_a_calendar
kill_after_saving
check "the file is sound" "$dayline" doctor
finish
