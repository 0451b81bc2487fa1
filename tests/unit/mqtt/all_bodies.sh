#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/unit/mqtt/all_bodies.sh
#
# Every MQTT packet of a server with a body of up to 3 bytes, in both versions, beside the strict judgement (bodies.c),
# under ASan and UBSan: 32 runs, one for each type and version; about 5 minutes on two cores. Ends in: N passed, M failed
set -u
cd "$(dirname "$0")/../../.." || exit 1
log=build/all_bodies.log
good=0 bad=0

mkdir -p build
if ! { cmake --preset host && cmake --build --preset host --target mqtt_bodies_test mqtt5_bodies_test; } >"$log" 2>&1; then
    tail -30 "$log"
    echo "0 passed, 1 failed"
    exit 1
fi

# run NAME TYPE: bodies of 0 to 2 bytes come with type 0.
run() {
    program=build/host/tests/unit/$1/$1_bodies_test
    first=$(($2 * 16))
    { [ "$2" != 0 ] || "$program"; } >"$log.$1" 2>&1 && "$program" "$first" "$((first + 15))" >>"$log.$1" 2>&1
    echo $? >"$log.$1.status"
}

for type in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    run mqtt $type &
    run mqtt5 $type
    wait
    for name in mqtt mqtt5; do
        if [ "$(cat "$log.$name.status")" = 0 ]; then
            good=$((good + 1))
        else
            bad=$((bad + 1))
            echo "not ok $name, type $type:"
            tail -20 "$log.$name"
        fi
    done
done

echo "$good passed, $bad failed"
[ "$bad" = 0 ]
