#!/bin/sh
# SPDX-License-Identifier: MIT
# The pictures of README.md, made anew in docs/console: some minutes, as one of them is a run
set -eu
ROOT=$(cd "$(dirname "$0")/../../.." && pwd)
export ROOT
# shellcheck source=tools/run/lib.sh
. "$ROOT/tools/run/lib.sh"
need console page broker
build tools dunlin-console console_page dunlin-cloudd dunlin_cloud_plugin
build=$ROOT/build/tools
exec "$ROOT/tests/console/page/run.sh" "$build/tests/console/node" screenshots.js "$build/tools/console/server/dunlin-console" \
    "$build/tools/console/page" "$build/tools/cloud" "$@"
