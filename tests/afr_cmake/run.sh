#!/bin/sh
# SPDX-License-Identifier: MIT
# The build of Amazon FreeRTOS 201906.00 by its own words: which board is meant, what it has, what it is made of. Nothing is
# built but a board from outside the tree, whose image has to say in QEMU what its ports gave it.
# Ends in: N passed, M failed
set -u
dunlin=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT INT TERM
good=0 bad=0
outside="-DAFR_VENDORS=$dunlin/tests/afr_cmake/vendors"

configure() {
    rm -rf "$place/build"
    cmake -G Ninja -S "$dunlin" -B "$place/build" "$@" >"$place/said" 2>&1
}

# says <title> <names>: the line of the summary is just this.
says() { grep -qE "^-- $1 +$2\$" "$place/said"; }

# refused <words> <options>: no build, and the reason, whatever the lines are wrapped to.
refused() {
    words=$1
    shift
    ! configure "$@" && tr -s ' \n' ' ' <"$place/said" | grep -qF "$words"
}

# makes <image>: what `cmake --build` would link.
makes() { [ "$(ninja -C "$place/build" -t commands all | grep -oE ' -o [^ ]*[.]elf')" = "${1:+ -o $1}" ]; }

board_by_name() {
    configure -DVENDOR=arm -DBOARD=mps2_an385 -DCOMPILER=arm-gcc &&
        says Board "arm.mps2_an385: MPS2 AN385, 4MB of program memory, 4MB of data RAM" &&
        says "Modules to build" ".*secure_sockets, mqtt, shadow, defender, greengrass, ota" &&
        says "Disabled by dependency" "wifi \(no port\), ble_hal \(no port\), ble \(ble_hal\)" &&
        says "Available demos" "aws_demos, .*shadow_demo.*" && makes demos/aws_demos/aws_demos.elf
}

again_from_cache() { cmake -S "$dunlin" -B "$place/build" >"$place/said" 2>&1 && says Board "arm.mps2_an385: .*"; }

metadata() {
    metadata_of arm.mps2_an385 DISPLAY_NAME "MPS2 AN385" && metadata_of arm.mps2_an385 DATA_RAM_MEMORY 4MB &&
        metadata_of arm.mps2_an385 CODE_SIGNER AmazonFreeRTOS-Default && metadata_of arm.mps2_an385 IDE_VSCode_COMPILER arm-gcc
}
metadata_of() { grep -qxF "$1###$2:::$3" "$place/build/console/board.txt"; }

beginning() {
    configure -DVENDOR=em -DBOARD=em -DCOMPILER=arm && says Board "emcraft_systems.emcraft_sf2: .*" &&
        configure -DBOARD='virt_rv3.' && says Compiler riscv-gcc
}
tests_instead() {
    configure -DBOARD=mps2_an385_wifi -DAFR_ENABLE_TESTS=1 && says "Available tests" ".*kernel, .*sockets, .*wifi" &&
        makes tests/qualification/aws_tests.elf
}

left_out() {
    configure -DBOARD=mps2_an385 -DAFR_MODULE_mqtt=0 && says "Disabled by user" mqtt &&
        says "Disabled by dependency" ".*shadow \(mqtt\), defender \(mqtt\), greengrass \(mqtt\), ota \(mqtt\).*" &&
        says "Available demos" "cli_demo, hello, posix_demo" && makes ""
}
board_with_little() {
    configure -DBOARD=microbit && says "Modules to build" "kernel, platform, common, serializer, freertos_plus_posix, crypto" &&
        says "Disabled by dependency" "freertos_plus_tcp \(no port\), .*secure_sockets \(tls, no port\), mqtt \(secure_sockets\).*" &&
        ! grep -q CODE_SIGNER "$place/build/console/board.txt"
}
template() {
    configure -DVENDOR=vendor && says Board "vendor.template: .*" &&
        says "Modules to build" "kernel, platform, common, serializer, freertos_plus_posix, crypto"
}

toolchain() {
    mkdir -p "$place/toolchain/bin" && ln -sf "$(command -v arm-none-eabi-gcc)" "$place/toolchain/bin" &&
        configure -DBOARD=microbit "-DAFR_TOOLCHAIN_PATH=$place/toolchain" &&
        grep -qF "Found assembler: $place/toolchain/bin/arm-none-eabi-gcc" "$place/said"
}

no_such_board() { refused "No board begins with VENDOR=st BOARD=nucleo. There are: " -DVENDOR=st -DBOARD=nucleo; }
which_board() { refused "is the beginning of 6 boards; say which: arm.mps2_an385 arm.mps2_an385_dual" -DBOARD=mps2; }
other_compiler() { refused "COMPILER=arm-iar: arm.mps2_an385 is built with arm-gcc" -DBOARD=mps2_an385 -DCOMPILER=arm-iar; }
empty_toolchain() { refused "there is no arm-none-eabi-gcc in it" -DBOARD=mps2_an385 "-DAFR_TOOLCHAIN_PATH=$place"; }
no_such_module() { refused "there is no module mqqt" -DBOARD=mps2_an385 -DAFR_MODULE_mqqt=0; }
no_kernel() { refused "everything stands on the kernel" -DBOARD=mps2_an385 -DAFR_MODULE_kernel=0; }

outside_board() {
    configure -DVENDOR=acme -DBOARD=lamp "$outside" && says Board "acme.lamp: Acme lamp, .*" &&
        says "Available demos" "aws_demos, cli_demo, hello, posix_demo" && metadata_of acme.lamp FAMILY_NAME Lamps &&
        cmake --build "$place/build" >"$place/said" 2>&1 &&
        timeout 60 qemu-system-arm -machine mps2-an385 -nographic -icount shift=5,sleep=off -semihosting-config \
            enable=on,target=native -kernel "$place/build/boards/lamp/aws_demos.elf" </dev/null 2>&1 | tr -d '\r' |
        grep -qxE 'lamp: 7 watts, serializer there, kernel V[0-9.]+'
}
outside_network() {
    configure -DBOARD=lamp -DLAMP_HAS_NETWORK=ON "$outside" &&
        says "Modules to build" ".*freertos_plus_tcp, .*secure_sockets, mqtt, shadow, defender, greengrass"
}

# board_with <line of CMakeLists.txt>: the lamp with that line at its end, or, with "-", without the port of its kernel.
board_with() {
    rm -rf "$place/vendors" && cp -r "$dunlin/tests/afr_cmake/vendors" "$place/vendors" || return 1
    list=$place/vendors/acme/boards/lamp/CMakeLists.txt
    if [ "$1" = - ]; then sed -i '/AFR::kernel::mcu_port\|(kernel)/d' "$list"; else echo "$1" >>"$list"; fi
}
lamp_refused() { refused "$1" -DBOARD=lamp "-DAFR_VENDORS=$place/vendors"; }
kernel_not_ported() { board_with - && lamp_refused "acme.lamp has no port of the kernel"; }
ported_twice() { board_with 'afr_mcu_port(kernel)' && lamp_refused "afr_mcu_port(kernel): it has been said already"; }
long_name() { board_with 'afr_set_board_metadata(DISPLAY_NAME "A lamp with a long name")' && lamp_refused "fewer than 20"; }
long_text() { board_with 'afr_set_board_metadata(DESCRIPTION "A lamp with an Ethernet port and a long description")' && lamp_refused "fewer than 50"; }
unknown_key() { board_with 'afr_set_board_metadata(COLOUR "red")' && lamp_refused "afr_set_board_metadata(COLOUR): there are ID, DISPLAY_NAME"; }

for case in board_by_name metadata again_from_cache beginning tests_instead left_out board_with_little template toolchain \
    no_such_board which_board other_compiler empty_toolchain no_such_module no_kernel outside_board outside_network \
    kernel_not_ported ported_twice long_name long_text unknown_key; do
    if $case; then
        good=$((good + 1))
    else
        bad=$((bad + 1))
        echo "FAILED $case:"
        sed 's/^/    /' "$place/said"
    fi
done
echo "$good passed, $bad failed"
[ "$bad" -eq 0 ]
