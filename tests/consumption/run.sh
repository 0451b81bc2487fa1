#!/bin/sh
# SPDX-License-Identifier: MIT
# examples/app outside the tree, in the five ways there are, from a copy of what is committed or would be;
# each image runs in QEMU and has to say what it computed; and for every architecture: kernel and port compile
# with two of Dunlin's folders in the include path and nothing else. Ends in: N passed, M failed
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

# keeps <image> <function>: the image has the function.
keeps() { arm-none-eabi-nm "$1" | grep -q " T $2\$"; }

downloaded() {
    cmake_app four app/downloaded "-DDUNLIN_DIR=$dunlin" && cmake --build four --target app_whole &&
        arm-none-eabi-nm -S four/app.elf | grep -q " 00008000 b ucHeap$" && # of config/, not of a profile
        keeps four/app_whole.elf JSON_SearchT && keeps four/app_whole.elf MQTT_Publish && ! keeps four/app.elf JSON_SearchT &&
        says four/app_whole.elf && timeout 60 cmake --build four --target run </dev/null | tr -d '\r' | grep -xF "$want"
}

makefile() { make -C app "DUNLIN_DIR=$dunlin" && says app/build/app.elf; }

# two_folders <architecture> <compiler and options>: -I kernel/include -I arch/<architecture> is all it takes,
# in C99 as in C11, without a warning. The configuration is that of an application.
two_folders() {
    isa=$1
    shift
    for check in "-std=c99 -fsyntax-only" "-std=c11 -O2 -c -o object.o"; do
        for source in "$dunlin"/kernel/src/*.c "$dunlin/kernel/heap/heap_4.c" "$dunlin/arch/$isa"/*.[cS]; do
            [ -e "$source" ] || continue
            # shellcheck disable=SC2086  # words
            "$@" $check -Wall -Wextra -Werror "-I$dunlin/tests/conformance/own_startup" \
                "-I$dunlin/kernel/include" "-I$dunlin/arch/$isa" "$source" || return 1
        done
    done
}

arm="arm-none-eabi-gcc -mthumb"
riscv="riscv64-unknown-elf-gcc --specs=picolibc.specs -DconfigMTIME_BASE_ADDRESS=0x200bff8
    -DconfigMTIMECMP_BASE_ADDRESS=0x2004000 -DconfigMSIP_BASE_ADDRESS=0x2000000"
# shellcheck disable=SC2086  # words
{
    cortex_m0() { two_folders armv6m $arm -mcpu=cortex-m0; }
    cortex_m3() { two_folders armv7m $arm -mcpu=cortex-m3; }
    cortex_m4f() { two_folders armv7m $arm -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard; }
    cortex_m33() { two_folders armv8m $arm -mcpu=cortex-m33; }
    rv32() { two_folders riscv $riscv -march=rv32imac_zicsr -mabi=ilp32; }
    rv64() { two_folders riscv $riscv -march=rv64imac_zicsr -mabi=lp64 -mcmodel=medany; }
}

for core in cortex_m0 cortex_m3 cortex_m4f cortex_m33 rv32 rv64; do
    if $core >log 2>&1; then
        good=$((good + 1))
        echo "ok two folders, $core"
    else
        bad=$((bad + 1))
        tail -60 log
        echo "not ok two folders, $core"
    fi
done

for way in add_subdirectory fetch_content package downloaded makefile; do
    if $way >log 2>&1; then
        good=$((good + 1))
        echo "ok $way: $(grep -xF -m1 "$want" log)"
    else
        bad=$((bad + 1))
        tail -60 log
        echo "not ok $way"
    fi
done

echo "$good passed, $bad failed"
[ "$bad" = 0 ]
