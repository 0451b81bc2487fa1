#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/fuzz/run.sh [--seconds N] [--seed S] [--list | target...]
#
# Build fuzz targets (all) with clang, ASan and UBSan, and run each for N seconds (10): `mqtt_packet`, as --list names
# it. A seed other than 0 makes two runs look at the same inputs first. The corpus grows in build/fuzz/corpus; what breaks a target is kept in
# build/fuzz/found. A target that counts lines (`stat::lines`) is run again until there were a million: with ten
# seconds or more, on however busy a machine. Ends in: N passed, M failed
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=10 seed=0 list=

usage() {
    echo "run.sh: $1" >&2
    echo "Usage: tests/fuzz/run.sh [--seconds N] [--seed S] [--list | target...]" >&2
    exit 2
}

while :; do
    case ${1-} in
    --seconds | --seed)
        case ${2-} in '' | *[!0-9]*) usage "$1 wants a number" ;; esac
        [ "$1" = --seed ] && seed=$2 || seconds=$2
        shift 2
        ;;
    --list) list=yes && shift ;;
    -*) usage "what is $1?" ;;
    *) break ;;
    esac
done
build=build/fuzz
good=0 bad=0
lines_least=1000000 rounds=6

configure() {
    cmake -G Ninja -S . -B "$build" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DDUNLIN_FUZZ=ON \
        -DCMAKE_EXPORT_COMPILE_COMMANDS=OFF
}

# step COMMAND...: its words are shown when it fails.
step() {
    "$@" >"$build.log" 2>&1 && return
    tail -30 "$build.log"
    echo "0 passed, 1 failed"
    exit 1
}

mkdir -p build
step configure
known=$(ninja -C "$build" -t targets all | sed -n '/^cmake_/d; s/^\([a-z0-9_]*\)_fuzz: phony$/\1/p' | sort)
[ -z "$list" ] || { echo "$known"; exit 0; }

# A target by its name, with or without _fuzz, or by the path of its program.
targets=
for word in "$@"; do
    name=$(basename "$word")
    name=${name%_fuzz}
    if ! echo "$known" | grep -qxF -e "$name"; then
        echo "run.sh: there is no fuzz target $word. There are:" >&2
        echo "$known" | paste -sd ' ' | fold -s -w 118 | sed 's/^/    /' >&2
        exit 2
    fi
    targets="$targets ${name}_fuzz"
done
# shellcheck disable=SC2086  # names
step cmake --build "$build" --target ${targets:-tests/fuzz/all}

once() {
    "$@" -max_total_time="$seconds" -timeout=10 -print_final_stats=1 -artifact_prefix="$build/found/$name-" "$corpus"
}

lines_of() {
    awk '/^stat::lines:/ { lines += $2 } END { print lines + 0 }' "$build/$1.log"
}

# Targets are independent of each other: two at a time.
run_one() {
    name=$(basename "$1")
    program=$build/tests/fuzz/$name
    corpus=$build/corpus/$name
    mkdir -p "$corpus" "$build/found"
    seeds=tests/fuzz/corpus/${name%_fuzz}
    [ -d "$seeds" ] || seeds=
    # shellcheck disable=SC2086  # no seeds: no word
    once "$program" -seed="$seed" $seeds >"$build/$name.log" 2>&1
    status=$?
    round=1
    while [ "$status" = 0 ] && [ "$seconds" -ge 10 ] && grep -q '^stat::lines:' "$build/$name.log" &&
        [ "$(lines_of "$name")" -lt "$lines_least" ]; do
        [ "$round" -lt "$rounds" ] || { echo "fewer than $lines_least lines" >>"$build/$name.log"; status=1; break; }
        once "$program" -seed="$((seed == 0 ? 0 : seed + round))" >>"$build/$name.log" 2>&1
        status=$?
        round=$((round + 1))
    done
    echo "$status" >"$build/$name.status"
}

if [ -z "$targets" ]; then
    set -- "$build"/tests/fuzz/*_fuzz
else
    # shellcheck disable=SC2086  # names
    set -- $targets
fi
while [ $# -gt 0 ]; do
    run_one "$1" &
    [ $# -lt 2 ] || run_one "$2"
    wait
    for target in "$1" ${2+"$2"}; do
        name=$(basename "$target")
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log" | head -1)
        if [ "$(cat "$build/$name.status")" = 0 ] && [ "${runs:-0}" -gt 0 ]; then
            good=$((good + 1))
            rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$build/$name.log" | head -1)
            lines=$(lines_of "$name")
            [ "$lines" = 0 ] && lines= || lines=", $lines lines"
            echo "ok $name: $runs inputs in $seconds s, $rate a second$lines"
        else
            bad=$((bad + 1))
            tail -40 "$build/$name.log"
            echo "not ok $name; the input is in $build/found"
        fi
    done
    shift
    [ $# -eq 0 ] || shift
done

echo "$good passed, $bad failed"
[ "$bad" = 0 ]
