#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/fuzz/run.sh [--seconds N] [--seed S] [target...]
#
# Build every fuzz target with clang, ASan and UBSan, and run each for N seconds (10). A seed other than 0 makes two
# runs look at the same inputs first. The corpus grows in build/fuzz/corpus; what breaks a target is kept in
# build/fuzz/found. A target that counts lines (`stat::lines`) is run again until there were a million: with ten
# seconds or more, on however busy a machine. Ends in: N passed, M failed
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=10 seed=0
while :; do
    case ${1-} in
    --seconds) seconds=$2 ;;
    --seed) seed=$2 ;;
    *) break ;;
    esac
    shift 2
done
build=build/fuzz
good=0 bad=0
lines_least=1000000 rounds=6

build_targets() {
    cmake -G Ninja -S . -B "$build" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DDUNLIN_FUZZ=ON \
        -DCMAKE_EXPORT_COMPILE_COMMANDS=OFF && cmake --build "$build" --target tests/fuzz/all
}

mkdir -p build
if ! build_targets >"$build.log" 2>&1; then
    tail -30 "$build.log"
    echo "0 passed, 1 failed"
    exit 1
fi

once() {
    "$@" -max_total_time="$seconds" -timeout=10 -print_final_stats=1 -artifact_prefix="$build/found/$name-" "$corpus"
}

lines_of() {
    awk '/^stat::lines:/ { lines += $2 } END { print lines + 0 }' "$build/$1.log"
}

# Targets are independent of each other: two at a time.
run_one() {
    name=$(basename "$1")
    corpus=$build/corpus/$name
    mkdir -p "$corpus" "$build/found"
    seeds=tests/fuzz/corpus/${name%_fuzz}
    [ -d "$seeds" ] || seeds=
    # shellcheck disable=SC2086  # no seeds: no word
    once "$1" -seed="$seed" $seeds >"$build/$name.log" 2>&1
    status=$?
    round=1
    while [ "$status" = 0 ] && [ "$seconds" -ge 10 ] && grep -q '^stat::lines:' "$build/$name.log" &&
        [ "$(lines_of "$name")" -lt "$lines_least" ]; do
        [ "$round" -lt "$rounds" ] || { echo "fewer than $lines_least lines" >>"$build/$name.log"; status=1; break; }
        once "$1" -seed="$((seed == 0 ? 0 : seed + round))" >>"$build/$name.log" 2>&1
        status=$?
        round=$((round + 1))
    done
    echo "$status" >"$build/$name.status"
}

[ $# -gt 0 ] || set -- "$build"/tests/fuzz/*_fuzz
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
