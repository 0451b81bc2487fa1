#!/bin/sh
# SPDX-License-Identifier: MIT
# tools/otaprove/nightly.sh
#
# ./run otaprove, all pairs on the small geometry, a million triples with a seed of the day, real cryptography, slots as large as a board
# has them, and the checks of the bootloader deleted one at a time. Ends in: N passed, M failed
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0
failed=0

prove() {
    if ./run otaprove "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
}

prove
prove --pairs tools/otaprove/layouts/small.json
prove --triples 1000000 --seed "$(date +%Y%m%d)"
prove --real-crypto
prove --whole --quick --flow install boards/mps2_an385/board.json
if python3 tools/otaprove/mutants.py; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
