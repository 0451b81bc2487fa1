#!/bin/sh
# SPDX-License-Identifier: MIT
# tools/otaprove/nightly.sh
#
# ./run otaprove, all pairs on the small geometry, triples with a seed of the day, real cryptography. Ends in: N passed, M failed
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
prove --triples 400000 --seed "$(date +%Y%m%d)"
prove --real-crypto --flow install
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
