# Data for scripts/bench.sh, made once a month and kept: each function prints where it is. Sourced.
# shellcheck shell=bash disable=SC2154

# A calendar of five years around the first of this month.
calendar() {
    local file=$data/$1-$month.ics
    [[ -s $file ]] || {
        "$built/generate" "$1" 10 "$(($(date -u -d "$month-01" +%s) / 86400))" >"$file.new"
        mv "$file.new" "$file"
    }
    echo "$file"
}

# Our profile with it. The program may have changed since, so that a new one makes its own.
profile() {
    local folder=$data/profile-$1-$month
    if [[ ! -d $folder || $dayline -nt $folder ]]; then
        say "importing $1 events"
        rm -rf "$folder"
        "$dayline" import "$(calendar "$1")" --data "$folder" >/dev/null
        touch "$folder"
    fi
    echo "$folder"
}

calcurse_data() {
    local folder=$data/calcurse-$1-$month
    if [[ ! -e $folder/apts ]]; then
        say "calcurse reads $1 events"
        mkdir -p "$folder.new"
        # Says that it does not understand some rules, and goes on.
        calcurse -D "$folder.new" -q -i "$(calendar "$1")" >/dev/null 2>&1 || true
        mv "$folder.new" "$folder"
    fi
    echo "$folder"
}

# A folder of one file for each UID, and the cache that khal makes of it when it first looks.
khal_config() {
    local folder=$data/khal-$1-$month
    if [[ ! -e $folder/ready ]]; then
        say "khal reads $1 files"
        rm -rf "$folder"
        make_khal_config "$folder"
        awk -v folder="$folder/calendar" -f Benchmarks/Peers/vdir.awk "$(calendar "$1")"
        khal -c "$folder/config" list "$(date +%F)" 1d >/dev/null
        touch "$folder/ready"
    fi
    echo "$folder/config"
}

make_khal_config() {
    mkdir -p "$1/calendar"
    cat >"$1/config" <<END
[calendars]
[[bench]]
path = $(realpath "$1")/calendar
[sqlite]
path = $(realpath "$1")/khal.db
[locale]
local_timezone = $TZ
default_timezone = $TZ
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
END
}

# ikhal stops where a locale has no name that Python knows, C.UTF-8 among them; this one is made
# beside the data, for ikhal alone.
make_locale() {
    local folder=$data/locale
    if [[ ! -d $folder/en_US.UTF-8 ]]; then
        mkdir -p "$folder"
        localedef --inputfile en_US --charmap UTF-8 "$folder/en_US.UTF-8"
    fi
    ikhal_locale=("LOCPATH=$(realpath "$folder")" LC_ALL=en_US.UTF-8)
}
