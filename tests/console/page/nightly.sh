#!/bin/sh
# SPDX-License-Identifier: MIT
# All of the page's tests: every board and predefined configuration, every place in every look and by keys alone, the whole way
# from a choice to a message in the cloud, and the pictures of README.md, made anew beside the logs. Ends in: N passed, M failed
set -u
ROOT=$(cd "$(dirname "$0")/../../.." && pwd)
export ROOT
# shellcheck source=tools/run/lib.sh
. "$ROOT/tools/run/lib.sh"
need console page broker
build tools dunlin-console dunlin-pem console_page dunlin-cloudd dunlin_cloud_plugin || exit 1

here=$ROOT/tests/console/page
build=$ROOT/build/tools
server=$build/tools/console/server/dunlin-console
page=$build/tools/console/page
passed=0 failed=0

# one SCRIPT [ARGUMENT ...]: its lines, and its counts added up
one() {
    log=$build/tests/console/${1%.js}.log
    "$here/run.sh" "$build/tests/console/node" "$@" >"$log" 2>&1
    cat "$log"
    # shellcheck disable=SC2046  # two numbers
    set -- $(awk '/^[0-9]+ passed, [0-9]+ failed$/ { p = $1; f = $3; n++ } END { print p + 0, n ? f + 0 : 1 }' "$log")
    passed=$((passed + $1))
    failed=$((failed + $2))
}

mkdir -p "$build/tests/console"
one page_test.js "$server" "$page"
one users_test.js "$server" "$page"
one states_test.js "$page"
one looks_test.js "$page"
one keys_test.js "$page"
one whole_test.js "$server" "$page" "$build/tools/cloud"
one screenshots.js "$server" "$page" "$build/tools/cloud" "$build/tests/console/pictures"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
