#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh FOLDER SCRIPT [ARGUMENT ...]: puts what package-lock.json pins into FOLDER, once for each lock file; then runs the script with it.
# A script elsewhere, named with its folder, has its own package-lock.json beside it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 script=$2
case $script in */*) here=$(cd "$(dirname "$script")" && pwd) && script=$(basename "$script") ;; esac
shift 2
command -v npm >/dev/null || { echo "run.sh: there is no npm (Debian: npm)"; exit 1; }
mkdir -p "$folder"
(
    flock 9
    if ! cmp -s "$here/package-lock.json" "$folder/installed.json"; then
        cp "$here/package.json" "$here/package-lock.json" "$folder"
        (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$folder/npm.log" 2>&1 || { cat "$folder/npm.log"; exit 1; }
        cp "$here/package-lock.json" "$folder/installed.json"
    fi
) 9>"$folder/lock"
NODE_PATH=$folder/node_modules exec node "$here/$script" "$@"
