#!/bin/sh
# SPDX-License-Identifier: MIT
# many.sh <compiled> <run>: so many random configurations compile, and so many are programs that work on the
# simulator. For the night. Ends in: N passed, M failed
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
cd "$ROOT"
compiled=$1 run=$2
good=0 bad=0

if tests/config/random_options.py --count "$compiled"; then good=1; else bad=1; fi

cmake --preset sim -B build/config -DDUNLIN_RANDOM_CONFIGURATIONS="$run" >/dev/null
cmake --build build/config --target random_configurations -- -k 0 >build/config/build.log || cat build/config/build.log
ctest --test-dir build/config -R random_configuration --timeout 60 >build/config/test.log || cat build/config/test.log
passed=$(grep -c ' Passed ' build/config/test.log || true)
echo "$((good + passed)) passed, $((bad + run - passed)) failed"
[ "$bad" = 0 ] && [ "$passed" = "$run" ]
