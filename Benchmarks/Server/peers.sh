# Starts CalDAV servers, each with one account and one empty calendar, on a port of 127.0.0.1.
# Source it; every `start_NAME DIR PORT` sets `pid` and `calendar` (a URL). All take bench:benchmark.

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

wait_for_port() {
    for _ in $(seq 400); do
        port_open "$1" && return
        sleep 0.05
    done
    echo "bench: nothing answers at port $1" >&2
    return 1
}

# Resident and proportional memory of a process and its children, KiB.
memory() {
    local process sum=0 all=0
    for process in "$1" $(pgrep -P "$1" || true); do
        sum=$((sum + $(awk '/^VmRSS/ { print $2 }' "/proc/$process/status" 2>/dev/null || echo 0)))
        all=$((all + $(awk '/^Pss:/ { print $2 }' "/proc/$process/smaps_rollup" 2>/dev/null ||
            echo 0)))
    done
    echo "$sum $all"
}

start_dayline() {
    local dir=$1 port=$2 server=${DAYLINE_SERVER:-.build/release/dayline-server}
    printf benchmark | "$server" user add bench --data "$dir" --password-file - >/dev/null
    "$server" serve --data "$dir" --plain-http --listen "127.0.0.1:$port" 2>"$dir.log" &
    pid=$! calendar=http://127.0.0.1:$port/dav/calendars/bench/bench/
    wait_for_port "$port"
    curl --silent --show-error --fail --user bench:benchmark --request MKCALENDAR "$calendar"
}

start_cyrus() {
    local dir port=$2 imap=$(($2 + 1))
    dir=$(readlink -m "$1")
    mkdir -p "$dir"/{conf,spool,run}
    chown -R cyrus:mail "$dir"
    cat >"$dir/imapd.conf" <<EOF
configdirectory: $dir/conf
defaultpartition: default
partition-default: $dir/spool
admins: cyrus
allowplaintext: yes
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: $dir/run/mux
sasl_mech_list: PLAIN LOGIN
unixhierarchysep: yes
altnamespace: yes
virtdomains: off
httpmodules: caldav
lmtpsocket: $dir/run/lmtp
idlesocket: $dir/run/idle
notifysocket: $dir/run/notify
servername: localhost
EOF
    local with="-C $dir/imapd.conf"
    cat >"$dir/cyrus.conf" <<EOF
START {
  recover cmd="ctl_cyrusdb $with -r"
}
SERVICES {
  imap cmd="imapd $with" listen="127.0.0.1:$imap" prefork=1 maxchild=4
  http cmd="httpd $with" listen="127.0.0.1:$port" prefork=2 maxchild=32
}
EVENTS {
  checkpoint cmd="ctl_cyrusdb $with -c" period=30
}
EOF
    python3 Benchmarks/Server/yes.py "$dir/run/mux" &
    helpers+=($!)
    /usr/sbin/cyrmaster -C "$dir/imapd.conf" -M "$dir/cyrus.conf" -D -p "$dir/run/master.pid" \
        >"$dir.log" 2>&1 &
    pid=$! calendar=http://127.0.0.1:$port/dav/calendars/user/bench/Default/
    wait_for_port "$port"
    wait_for_port "$imap"
    python3 - "$imap" <<'EOF'
import imaplib, sys
admin = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
admin.login("cyrus", "bench")
admin.create("user/bench")
EOF
    curl --silent --fail --output /dev/null --user bench:benchmark --request PROPFIND "$calendar"
}

start_radicale() {
    local dir=$1 port=$2
    mkdir -p "$dir"
    cat >"$dir/config" <<EOF
[server]
hosts = 127.0.0.1:$port
max_connections = 64
[auth]
type = none
[storage]
filesystem_folder = $dir/data
[web]
type = none
[logging]
level = error
EOF
    radicale --config "$dir/config" >"$dir.log" 2>&1 &
    pid=$! calendar=http://127.0.0.1:$port/bench/calendar/
    wait_for_port "$port"
    curl --silent --fail --user bench:benchmark --request MKCALENDAR "$calendar"
}

# Its PUT takes half a second once there are thousands of events: the rest is laid on its disk.
fill_radicale() {
    python3 Benchmarks/Server/lay.py "$1/data/collection-root/bench/calendar" "$2"
}

start_xandikos() {
    local dir=$1 port=$2
    mkdir -p "$dir"
    xandikos -d "$dir/data" --autocreate --defaults --current-user-principal /bench \
        -l 127.0.0.1 -p "$port" >"$dir.log" 2>&1 &
    pid=$! calendar=http://127.0.0.1:$port/bench/calendars/calendar/
    wait_for_port "$port"
}

fill_xandikos() {
    local repository=$1/data/bench/calendars/calendar
    python3 Benchmarks/Server/lay.py "$repository" "$2"
    git -C "$repository" add --all
    git -C "$repository" -c user.name=bench -c user.email=bench@localhost commit --quiet -m fill
}
