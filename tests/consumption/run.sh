#!/bin/sh
# SPDX-License-Identifier: MIT
# examples/app outside the tree, in the four ways there are, from a copy of what is committed or would be;
# each image runs in QEMU and has to say what it computed. Ends in: N passed, M failed
set -u
dunlin=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT INT TERM
good=0 bad=0
want='app: the numbers 1 to 10 add up to 55 on mps2_an385, kernel V11.3.0'
toolchain="$dunlin/cmake/toolchains/arm-none-eabi.cmake"

cp -r "$dunlin/examples/app" "$place/app"
cd "$place" || exit 1

# says <image>: run it and compare the line it prints.
says() {
    [ -f "$1" ] || return 1
    output=$(timeout 60 qemu-system-arm -machine mps2-an385 -nographic -icount shift=5,sleep=off \
        -semihosting-config enable=on,target=native -kernel "$1" </dev/null 2>&1 | tr -d '\r')
    echo "$output"
    echo "$output" | grep -qxF "$want"
}

# cmake_app <build folder> <source folder> [cmake options]
cmake_app() {
    build=$1 source=$2
    shift 2
    cmake -G Ninja -S "$source" -B "$build" --toolchain "$toolchain" -DCMAKE_BUILD_TYPE=MinSizeRel "$@" &&
        cmake --build "$build"
}

add_subdirectory() { cmake_app one app "-DDUNLIN_DIR=$dunlin" && says one/app.elf; }

fetch_content() {
    cmake_app two app/fetch "-DDUNLIN_DIR=$dunlin" "-DFETCHCONTENT_SOURCE_DIR_DUNLIN=$dunlin" && says two/app
}

package() {
    cmake -G Ninja -S "$dunlin" -B install -DDUNLIN_BUILD_TESTS=OFF -DCMAKE_EXPORT_COMPILE_COMMANDS=OFF &&
        cmake --install install --prefix "$place/prefix" &&
        cmake_app three app/package "-DCMAKE_PREFIX_PATH=$place/prefix" "-DCMAKE_FIND_ROOT_PATH=$place/prefix" &&
        says three/app.elf
}

makefile() { make -C app "DUNLIN_DIR=$dunlin" && says app/build/app.elf; }

for way in add_subdirectory fetch_content package makefile; do
    if $way >log 2>&1; then
        good=$((good + 1))
        echo "ok $way: $(grep -xF "$want" log)"
    else
        bad=$((bad + 1))
        tail -60 log
        echo "not ok $way"
    fi
done

echo "$good passed, $bad failed"
[ "$bad" = 0 ]
