# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# What the verbs share: talk to the user, install what is missing, configure and build.
# Source it: . "$ROOT/tools/run/lib.sh". Progress goes to standard error, results to standard output.

ROOT=${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
# shellcheck disable=SC2034  # for the verbs: the system's, whatever else is first in PATH
PYTHON=/usr/bin/python3
JOBS=${DUNLIN_JOBS:-$(nproc)}
export DUNLIN_VERBOSE="${DUNLIN_VERBOSE:-0}"

say() { printf '%s\n' "$*"; }
progress() { printf '== %s\n' "$*" >&2; }
warn() { printf 'run: %s\n' "$*" >&2; }

# die <what is wrong> <what to do next>
die() {
    printf 'run: %s\n' "$1" >&2
    [ $# -lt 2 ] || printf '     %s\n' "$2" >&2
    exit 1
}

# Run a command; -v shows it first.
show() {
    [ "$DUNLIN_VERBOSE" != 1 ] || printf '+ %s\n' "$*" >&2
    "$@"
}

# Run a command whose output matters only when it fails, or with -v.
quietly() {
    if [ "$DUNLIN_VERBOSE" = 1 ]; then
        show "$@" >&2
        return
    fi
    quiet_log=$(mktemp)
    if "$@" >"$quiet_log" 2>&1; then
        rm -f "$quiet_log"
    else
        quiet_status=$?
        grep -E -A12 'error|Error|FAILED|undefined reference|No such file' "$quiet_log" | head -80 >&2 ||
            tail -40 "$quiet_log" >&2
        printf '     failed: %s\n' "$*" >&2
        rm -f "$quiet_log"
        return "$quiet_status"
    fi
}

# need <group>...: install the Debian packages of the groups that are not installed yet.
need() {
    wanted=$(expand_groups "$@")
    if ! command -v dpkg-query >/dev/null 2>&1; then
        warn "this is not Debian: the tools of these packages must be there: $wanted"
        return 0
    fi
    missing=$(missing_packages "$wanted")
    [ -n "$missing" ] || return 0
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    line="$as_root apt-get install -y --no-install-recommends $missing"
    [ -z "${DUNLIN_NO_INSTALL-}" ] || die "packages are missing: $missing" "install them: $line"
    [ -z "$as_root" ] || command -v sudo >/dev/null 2>&1 ||
        die "packages are missing, and there is no sudo" "as root: apt-get install $missing"
    progress "installing: $missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # the words are package names
    install_packages $missing || die "apt-get could not install them" "see above; then: $line"
}

install_packages() {
    apt_opts='-y --no-install-recommends -o Dpkg::Use-Pty=0 -o APT::Color=0'
    # A stale index names versions that the mirror no longer has, so it is refreshed, here only.
    # shellcheck disable=SC2086
    quietly $as_root apt-get update || warn "apt-get update failed; trying with the index that is there"
    # shellcheck disable=SC2086
    show $as_root apt-get install $apt_opts "$@" >&2 </dev/null
}

missing_packages() {
    for package in $1; do
        # Node.js of another origin brings npm with it, and excludes Debian's package.
        [ "$package" != npm ] || ! command -v npm >/dev/null 2>&1 || continue
        dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
            printf '%s ' "$package"
    done
}

# The packages of the groups, each once.
expand_groups() { packages_of "$@" | sort -u | tr '\n' ' '; }

packages_of() {
    for group in "$@"; do
        words=$(sed -n "s/^$group:[ ]*//p" "$ROOT/tools/run/packages.txt")
        [ -n "$words" ] || die "tools/run/packages.txt has no group '$group'"
        for word in $words; do
            case $word in
                # In a process of its own: sh has no local variables.
                +*) (packages_of "${word#+}") ;;
                *) printf '%s\n' "$word" ;;
            esac
        done
    done
}

# The packages that a preset's build needs.
need_for_preset() {
    case $1 in
        sim*) need sim fetch ;;
        host | tools) need host fetch ;;
        *) need arm fetch ;;
    esac
}

# configure <preset> [cmake options]: only when the build folder is new or options are given.
configure() {
    preset=$1
    shift
    [ -f "$ROOT/build/$preset/build.ninja" ] && [ $# -eq 0 ] && return 0
    progress "configuring $preset"
    (cd "$ROOT" && quietly cmake --preset "$preset" "$@") ||
        die "configuring $preset failed" "remove build/$preset if it is from another machine: ./run clean $preset"
}

# build <preset> [targets]
build() {
    preset=$1
    shift
    configure "$preset"
    progress "building $preset${1:+: $*}"
    [ $# -eq 0 ] || set -- --target "$@"
    quietly cmake --build "$ROOT/build/$preset" -j "$JOBS" "$@" || die "building $preset failed" \
        "all of it: cmake --build build/$preset -j1"
}

# The script that does a verb's work, or a clear refusal where this checkout has none.
part() {
    [ -e "$ROOT/$1" ] || die "this checkout has no $1" "it holds the work of this verb; see git log"
    printf '%s\n' "$ROOT/$1"
}

# Seconds since an earlier $(now).
now() { date +%s; }
since() { printf '%s' "$(($(date +%s) - $1))"; }

# help_from <file>: the comment that opens it is its help.
help_from() {
    sed -n '3,/^[^#]/{s/^# \{0,1\}//p}' "$1"
    exit 0
}
