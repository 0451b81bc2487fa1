#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/unit/ota/all_cuts.sh
#
# ota_cuts_test with every fill level of the journal, more ways of weak bits, more pairs and long lives; some 6 minutes on one
# core. Ends in: N passed, M failed
set -u
cd "$(dirname "$0")/../../.." || exit 1
log=build/all_cuts.log

mkdir -p build
if { cmake --preset host && cmake --build --preset host --target ota_cuts_test; } >"$log" 2>&1 &&
    build/host/tests/unit/ota/ota_cuts_test all >"$log" 2>&1; then
    tail -1 "$log"
    echo "1 passed, 0 failed"
    exit 0
fi
tail -20 "$log"
echo "0 passed, 1 failed"
exit 1
