#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the commands that the documents show and no other stage runs, as a reader would.
# Ends in: N passed, M failed
set -u
cd "$(dirname "$0")/../.." || exit 1
good=0 bad=0

# try <what> <command...>: it must succeed.
try() {
    what=$1
    begun=$(date +%s)
    shift
    if output=$("$@" 2>&1 </dev/null); then
        good=$((good + 1))
        echo "ok $what  $(($(date +%s) - begun)) s"
    else
        bad=$((bad + 1))
        printf '%s\nnot ok %s\n' "$output" "$what"
    fi
}

doctor_reports() { ./run doctor | grep -q cmake; } # what only other verbs need may be missing
decode_nothing() { echo 'no fault here' | ./run decode; }
bench_prints_figures() { ./run bench --json | grep -q '"kernel\.mps2_an385\.yield"' && echo figures; }
size_prints_figures() { ./run size --json | grep -q '"size\.kernel\.minimal\.text"' && echo figures; }
every_verb_explains_itself() {
    verbs=$(find tools/run -type f -perm -u+x ! -name repeat -exec basename {} \;)
    for verb in $verbs; do
        ./run "$verb" --help | grep -q . || return 1
    done
    echo explained
}

try './run alone prints its help' ./run
try 'every verb has --help' every_verb_explains_itself
try './run doctor' doctor_reports
try './run fetch' ./run fetch
try './run build' ./run build
try 'cmake --preset mps2_an385' cmake --preset mps2_an385
try 'cmake --build --preset mps2_an385' cmake --build --preset mps2_an385
try 'cmake --list-presets' cmake --list-presets
try './run decode' decode_nothing
try './run docs' ./run docs
try 'contracts are checked' tests/docs/apidoc_test.py
try './run bench --json' bench_prints_figures
try './run size --json' size_prints_figures

echo "$good passed, $bad failed"
[ "$bad" = 0 ]
