#!/usr/bin/env bash
# The screen in a terminal: sizes, stopping and continuing, every way out, other terminals.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$here/lib-tmux.sh"

started="Month  Week  Day"  # in the header of every size from 80 columns on

# A program between two looks at the terminal's modes. Its status and process are in files.
cat > "$work/guarded.sh" <<'GUARDED'
cd "$1"
shift
rm -f before after status
stty -g > before
status=0
sh -c 'echo $$ > process; exec "$@"' sh "$@" 2> said || status=$?
stty -g > after
echo "$status" > status
echo "back at the shell"
exec sleep 1000
GUARDED

# Starts dayline in a terminal of the given size, between the two looks.
start() {
    local columns=$1 rows=$2
    shift 2
    open_terminal "$columns" "$rows" "exec bash '$work/guarded.sh' '$work' env $*"
}

start_demo() { start "$1" "$2" "'$dayline' demo"; }

# The screen without the clock in its first line.
page() { shown | sed -E '1s/[0-9]{2}:[0-9]{2}//'; }
same_page() { [[ $(page) == "$(< "$work/fresh")" ]]; }

# Whether the month is drawn from edge to edge, and nothing is beyond it. Below 60 columns it has
# no grid but six lines of days.
month_fits() {
    local columns=$1 rows=$2 line weeks=0 lines=0
    local grid='[0-9] *[┌├]' compact='^[0-9 ][0-9]  ?[0-9 ][0-9]'
    while IFS= read -r line; do
        lines=$((lines + 1))
        if [[ ${#line} -gt $columns ]]; then return 1; fi
        if [[ $line =~ $grid ]]; then
            weeks=$((weeks + 1))
            if [[ ${#line} -ne $columns ]]; then return 1; fi
        elif [[ $columns -lt 60 && $line =~ $compact ]]; then
            weeks=$((weeks + 1))
        fi
    done < <(shown)
    [[ $lines -eq $rows && $weeks -ge 4 ]]
}

# Whether the box of the form is closed: as wide below as above, with a side at both ends of each
# line between. Where the form takes the whole screen it reaches from edge to edge.
form_fits() {
    local columns=$1 line top= bottom=
    while IFS= read -r line; do
        if [[ $line =~ ╭[^╮]*╮ ]]; then
            top=${#BASH_REMATCH[0]}
        elif [[ $line =~ ╰[^╯]*╯ ]]; then
            bottom=${#BASH_REMATCH[0]}
        elif [[ -n $top && -z $bottom && $line != *│*│* ]]; then
            return 1
        fi
    done < <(shown)
    [[ -n $top && $top == "$bottom" && ($columns -gt 80 || $top -eq $columns) ]]
}

resize() { mux resize-window -x "$1" -y "$2"; }

resize_storm() {
    local size
    for size in 200x60 40x12 41x13 120x40 79x23 40x60 200x12 61x17 200x60 40x12; do
        resize "${size%x*}" "${size#*x}"
    done
}

sizes() {
    local size columns rows
    for size in 40x12 80x24 120x40 200x60; do
        columns=${size%x*}
        rows=${size#*x}
        start_demo "$columns" "$rows"
        if ! await month_fits "$columns" "$rows"; then
            fail "the month at $size" "$(shown)"
            continue
        fi
        pass "the month at $size"
        page > "$work/fresh"
        resize_storm
        resize "$columns" "$rows"
        if await same_page; then
            pass "a storm of resizes, and back to $size"
        else
            fail "a storm of resizes, and back to $size" "$(diff "$work/fresh" <(page))"
        fi
    done
    resize 80 24
    await month_fits 80 24
    text n
    expect "New event"
    for size in 40x12 200x60 57x15 80x24; do
        resize_storm
        resize "${size%x*}" "${size#*x}"
        if await form_fits "${size%x*}"; then
            pass "the form after a storm of resizes, at $size"
        else
            fail "the form after a storm of resizes, at $size" "$(shown)"
        fi
    done
    resize 39 11
    await shows_no "New event" || true
    resize 80 24
    if await form_fits 80; then
        pass "too small and back"
    else
        fail "too small and back" "$(shown)"
    fi
}

# Alternate screen, cursor, mouse and application keys, as the terminal has them.
terminal_state() {
    mux display-message -p \
        '#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_cursor_flag} #{keypad_flag}'
}
as_found="0 1 0 0 0"
is_as_found() { [[ $(terminal_state) == "$as_found" ]]; }
has_screen() { [[ $(terminal_state) == "1 0 "* ]]; }

is_left() { [[ -s $work/status && $(shown) == *"back at the shell"* ]]; }

# Name, status expected, and what to do to the program that runs; then the terminal has to be as
# it was found.
way_out() {
    local name=$1 expected=$2 trouble=
    shift 2
    start 80 24 "'$dayline'"
    expect "$started"
    if ! await has_screen; then trouble+="before: $(terminal_state)"$'\n'; fi
    "$@"
    if ! await is_left; then
        fail "$name" "it does not end: $(shown)"
        return 0
    fi
    if [[ $(< "$work/status") != "$expected" ]]; then
        trouble+="status $(< "$work/status")"$'\n'
    fi
    if [[ $(< "$work/before") != "$(< "$work/after")" ]]; then
        trouble+="modes $(< "$work/before") became $(< "$work/after")"$'\n'
    fi
    if ! is_as_found; then trouble+="terminal: $(terminal_state)"; fi
    if [[ -n $trouble ]]; then fail "$name" "$trouble"; else pass "$name"; fi
}

send() { kill -s "$1" "$(< "$work/process")"; }
form_and_send() {
    text n
    expect "New event"
    send "$1"
}

ways_out() {
    way_out "q restores the terminal" 0 keys q
    way_out "C-c restores the terminal" 0 keys C-c
    way_out "SIGTERM restores the terminal" 143 send TERM
    way_out "SIGINT restores the terminal" 130 send INT
    way_out "SIGHUP restores the terminal" 129 send HUP
    way_out "SIGQUIT restores the terminal" 131 send QUIT
    way_out "a crash (SIGSEGV) restores the terminal" 139 send SEGV
    way_out "a crash (SIGABRT) restores the terminal" 134 send ABRT
    way_out "a crash (SIGILL) in the form restores the terminal" 132 form_and_send ILL
    way_out "SIGTERM in the form restores the terminal" 143 form_and_send TERM
}

# A shell with job control: Ctrl-Z, a look around, fg.
stop_and_continue() {
    open_terminal 80 24 "exec env PS1='shell> ' bash --norc --noprofile -i"
    expect "shell>"
    text "stty -g > $work/before; '$dayline'; echo stopped; stty -g > $work/after"
    keys Enter
    expect "$started"
    page > "$work/fresh"
    keys C-z
    expect "stopped"
    local trouble=
    await test -s "$work/after" || trouble+="the shell does not go on"$'\n'
    if [[ $(< "$work/before") != "$(< "$work/after")" ]]; then trouble+="modes differ"$'\n'; fi
    if ! is_as_found; then trouble+="terminal: $(terminal_state)"; fi
    if [[ -n $trouble ]]; then fail "C-z" "$trouble"; else pass "C-z gives the terminal back"; fi
    text fg
    keys Enter
    if await same_page && await has_screen; then
        pass "fg shows the calendar again"
    else
        fail "fg shows the calendar again" "$(terminal_state)"$'\n'"$(shown)"
    fi
    keys C-z
    await is_as_found
    resize 100 30
    text fg
    keys Enter
    if await month_fits 100 30; then
        pass "a resize while stopped"
    else
        fail "a resize while stopped" "$(shown)"
    fi
    keys q
    check "q after that gives the terminal back" await is_as_found
}

process_is_gone() { ! kill -0 "$(< "$work/process")" 2> "$work/gone"; }

closed_terminal() {
    start 80 24 "'$dayline'"
    expect "$started"
    mux kill-server
    check "a closed terminal ends it" await process_is_gone
    rm -f "$work/process"
    # With SIGHUP ignored only the end of its input can tell.
    open_terminal 80 24 "trap '' HUP; exec bash '$work/guarded.sh' '$work' '$dayline'"
    expect "$started"
    mux kill-server
    check "a closed terminal ends it with SIGHUP ignored" await process_is_gone
    check "the file is sound" "$dayline" doctor
}

# A terminal type and an environment that have to work.
works_with() {
    start 80 24 "$* '$dayline'"
    if ! await shows "$started"; then
        fail "works with $*" "$(shown)"
        return 0
    fi
    text n
    expect "New event"
    keys Escape
    await shows_no "New event"
    keys q
    if await is_left && [[ $(< "$work/status") == 0 ]] &&
        [[ $(< "$work/before") == "$(< "$work/after")" ]]; then
        pass "works with $*"
    else
        fail "works with $*" "$(shown)"
    fi
}

# A terminal that cannot show a screen: one line that says so, and nothing else.
refuses() {
    start 80 24 "$* '$dayline'"
    if await is_left && [[ $(< "$work/status") == 2 && $(wc -l < "$work/said") == 1 ]] &&
        [[ $(< "$work/said") == dayline:*TERM* ]] &&
        [[ $(shown | grep -c .) == 1 && $(< "$work/before") == "$(< "$work/after")" ]]; then
        pass "refuses $* in one line"
    else
        fail "refuses $* in one line" "$(cat "$work/said"; shown | grep .)"
    fi
}

sizes
ways_out
stop_and_continue
closed_terminal
works_with TERM=xterm-256color
works_with TERM=screen
works_with TERM=linux
works_with TERM=xterm-256color COLORTERM=truecolor
works_with TERM=xterm-256color NO_COLOR=1
works_with LC_ALL=C TERM=xterm-256color
works_with LC_ALL=POSIX TERM=linux
works_with LC_ALL=xx_YY.bogus TERM=screen
refuses TERM=dumb
refuses TERM=no-such-terminal
refuses -u TERM
finish
