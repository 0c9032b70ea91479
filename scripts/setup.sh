#!/usr/bin/env bash
# Makes a Debian 12/13 or Ubuntu 24.04 machine able to build Dayline: installs the packages that are
# missing and checks the Swift toolchain. Does nothing, and says nothing, when all is there.
set -euo pipefail

minimum_swift=6.1
missing=()

# need TEST PACKAGE: asks for the package unless the shell test succeeds. Testing for the thing
# itself, not for the package, spares us the names that differ between releases.
need() { eval "$1" >/dev/null 2>&1 || missing+=("$2"); }
have_file() { compgen -G "$1"; }

need 'command -v git' git
need 'command -v make' make
need 'command -v pkg-config' pkg-config
need 'have_file /etc/ssl/certs/ca-certificates.crt' ca-certificates
need 'have_file "/usr/include/ncurses.h" && have_file "/usr/lib/*/libncursesw.so"' libncurses-dev
need 'have_file "/usr/include/sqlite3.h" && have_file "/usr/lib/*/libsqlite3.so"' libsqlite3-dev
need 'have_file "/usr/include/sodium.h" && have_file "/usr/lib/*/libsodium.so"' libsodium-dev
need 'have_file "/usr/include/expat.h" && have_file "/usr/lib/*/libexpat.so"' libexpat1-dev
need 'have_file "/usr/include/*/curl/curl.h" || have_file /usr/include/curl/curl.h' \
    libcurl4-openssl-dev
need 'have_file "/usr/include/zlib.h" && have_file "/usr/lib/*/libz.so"' zlib1g-dev
need 'have_file "/usr/lib/gcc/*/*/libstdc++.so"' g++
# Programs of others that server and daemon are tested with.
if [[ ${1:-} == tests ]]; then
    need 'command -v curl' curl
    need 'command -v openssl' openssl
    need 'command -v vdirsyncer' vdirsyncer
    need 'command -v khal' khal
    need 'command -v litmus' litmus
    need 'command -v radicale' radicale
    need 'command -v xandikos' xandikos
    need 'command -v promtool' prometheus
    need 'compgen -G "/usr/lib/python3/dist-packages/caldav"' python3-caldav
fi

refresh() {
    echo "setup: refreshing the package lists (${root[*]:-as root} apt-get update)"
    "${root[@]}" apt-get update --quiet
}

install_missing() {
    local root=()
    if [[ $(id -u) -ne 0 ]]; then
        if ! command -v sudo >/dev/null; then
            echo "setup: as root, please run: apt-get install ${missing[*]}" >&2
            exit 1
        fi
        root=(sudo)
    fi
    have_file '/var/lib/apt/lists/*_Packages*' >/dev/null || refresh
    # Since 2024 names such as US/Eastern are a package of their own.
    if ! have_file /usr/share/zoneinfo/US/Eastern >/dev/null; then
        if apt-cache show tzdata-legacy >/dev/null 2>&1; then missing+=(tzdata-legacy); fi
    fi
    echo "setup: installing ${missing[*]} (${root[*]:-as root} apt-get install)"
    local install=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install
        --yes --quiet --no-install-recommends "${missing[@]}")
    "${install[@]}" || { refresh && "${install[@]}"; }
}

need 'have_file /usr/share/zoneinfo/US/Eastern' tzdata
if [[ $(uname -s) == Linux ]] && ((${#missing[@]})); then
    if command -v apt-get >/dev/null; then
        install_missing
    else
        echo "setup: this is not Debian or Ubuntu; please install by hand what these packages" \
            "hold: ${missing[*]}" >&2
        exit 1
    fi
fi

how_to_get_swift="Get Swift $minimum_swift or newer from https://www.swift.org/install/linux/ \
(swiftly installs it into your home directory), and put it into PATH."
if ! command -v "${SWIFT:-swift}" >/dev/null; then
    echo "setup: there is no Swift toolchain. $how_to_get_swift" >&2
    exit 1
fi
found=$("${SWIFT:-swift}" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p')
if [[ $(printf '%s\n' "$minimum_swift" "${found:-0}" | sort -V | head -n 1) != "$minimum_swift" ]]
then
    echo "setup: this is Swift ${found:-of an unknown version}. $how_to_get_swift" >&2
    exit 1
fi
