#!/usr/bin/env bash
# Installs what the benchmarks compare with or count with, where it is missing (Debian, Ubuntu).
#
#   scripts/bench-setup.sh [COMMAND...]   only what these commands need; without any, everything
set -euo pipefail

# What is tested for, and the package that has it.
wanted=("${@:-khal locale calcurse libical valgrind venv}")
missing=()
for thing in ${wanted[*]}; do
    case $thing in
        khal | calcurse | radicale | valgrind | vdirsyncer)
            command -v "$thing" >/dev/null || missing+=("$thing")
            ;;
        locale) [[ -e /usr/share/i18n/locales/en_US ]] || missing+=(locales) ;;
        libical) [[ -e /usr/include/libical/ical.h ]] || missing+=(libical-dev) ;;
        venv) python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv) ;;
        *) echo "bench-setup: what is $thing?" >&2 && exit 2 ;;
    esac
done
((${#missing[@]})) || exit 0

if ! command -v apt-get >/dev/null; then
    echo "bench-setup: please install by hand: ${missing[*]}" >&2
    exit 1
fi
root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || {
        echo "bench-setup: as root, please run: apt-get install ${missing[*]}" >&2
        exit 1
    }
    root=(sudo)
fi
echo "bench-setup: installing ${missing[*]}"
install=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet
    --no-install-recommends "${missing[@]}")
"${install[@]}" || { "${root[@]}" apt-get update --quiet && "${install[@]}"; }
