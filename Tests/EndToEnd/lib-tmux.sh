# shellcheck shell=bash
# Drives dayline in a terminal of tmux, on a server of its own. Sourced after lib.sh.

need tmux
terminals=0
socket=$work/tmux0
patience=10  # seconds until something that does not appear has failed

# Ends what is on the screen as well.
end_tmux() {
    tmux -S "$socket" kill-server 2> "$work/gone" || true
    rm -rf "$work"
}
trap end_tmux EXIT

mux() { tmux -S "$socket" -f /dev/null "$@"; }

# Starts a command in a terminal of the given columns and rows.
open_terminal() {
    mux kill-server 2> "$work/gone" || true
    terminals=$((terminals + 1))
    socket=$work/tmux$terminals  # the old server may not be gone yet
    mux new-session -d -x "$1" -y "$2" "$3" \; set -g remain-on-exit on \; \
        set -g window-size manual \; set -g status off \; resize-window -x "$1" -y "$2"
}

keys() { mux send-keys "$@"; }
text() { mux send-keys -l "$1"; }
shown() { mux capture-pane -p; }

# Waits until a command succeeds; fails after `patience` seconds.
await() {
    local deadline=$((SECONDS + patience))
    until "$@"; do
        if [[ $SECONDS -ge $deadline ]]; then return 1; fi
        sleep 0.02
    done
}

shows() { [[ $(shown) == *"$1"* ]]; }
has_ended() { [[ $(mux display-message -p '#{pane_dead}') == 1 ]]; }
shows_no() { [[ $(shown) != *"$1"* ]]; }

# Waits for a text on the screen; without it nothing that follows makes sense.
expect() {
    if await shows "$1"; then return 0; fi
    fail "the screen shows “$1”" "$(shown)"
    finish
}
