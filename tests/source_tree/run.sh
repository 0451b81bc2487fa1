#!/bin/sh
# SPDX-License-Identifier: MIT
# compat/source_tree is FreeRTOS's source folder to a project: every file compiles by itself and all of them
# as one, without a warning, for every port and with several configurations; and a project that was written
# for FreeRTOS runs on each machine. Ends in: N passed, M failed
#
#     run.sh [--compile]    --compile leaves the runs out
set -u
cd "$(dirname "$0")/../.." || exit 1
TREE=compat/source_tree
PROJECT=examples/from_freertos
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT INT TERM
good=0 bad=0

# check <what> <command...>
check() {
    what=$1
    shift
    if output=$("$@" 2>&1 </dev/null); then
        good=$((good + 1))
    else
        bad=$((bad + 1))
        printf '%s\nnot ok %s\n' "$output" "$what"
    fi
}

# port | machine of QEMU, - when there is none | compiler | options
cat >"$place/ports" <<'END'
ARM_CM0                 | mps2-an385 | arm-none-eabi | -mthumb -mcpu=cortex-m0
ARM_CM3                 | mps2-an385 | arm-none-eabi | -mthumb -mcpu=cortex-m3
ARM_CM4F                | mps2-an386 | arm-none-eabi | -mthumb -mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16
ARM_CM7/r0p1            | mps2-an500 | arm-none-eabi | -mthumb -mcpu=cortex-m7 -mfloat-abi=hard -mfpu=fpv5-sp-d16
ARM_CM33_NTZ/non_secure | mps2-an505 | arm-none-eabi | -mthumb -mcpu=cortex-m33 -mfloat-abi=hard -mfpu=fpv5-sp-d16
RISC-V                  | virt       | riscv64-unknown-elf | -march=rv32imac -mabi=ilp32 -misa-spec=2.2 --specs=picolibc.specs
END

# Folders with a FreeRTOSConfig.h; the first is a project's own and compiled for every port.
CONFIGS="$PROJECT tests/conformance/own_startup boards/config/full boards/config/minimal"

# compile <compiler> <source> <options...>: quiet and without an object.
compile() {
    compiler=$1 source=$2
    shift 2
    "$compiler" "$@" -Wall -Wextra -Wpedantic -Wundef -Werror -c "$source" -o "$place/object.o"
}

# compile_all <port> <compiler> <config> <standard> <options...>
compile_all() {
    port=$1 compiler=$2 config=$3 standard=$4
    shift 4
    set -- "$@" "-std=$standard" -DDUNLIN_BOARD_CLOCK_HZ=25000000UL -DconfigENABLE_TRUSTZONE=0 \
        "-I$config" "-I$TREE/include" "-I$TREE/portable/GCC/$port"
    heaps="$(echo $TREE/portable/MemMang/*.c)"
    case $config in */minimal) heaps= ;; esac # it has no dynamic allocation
    sources="$(echo $TREE/*.c "$TREE/portable/GCC/$port"/*.c)"
    for source in "$TREE/portable/GCC/$port"/*.S; do
        [ ! -f "$source" ] || check "$port: $source" compile "$compiler-gcc" "$source" "$@"
    done
    for source in $sources $heaps; do
        check "$port, $config: $source" compile "$compiler-gcc" "$source" -O2 "$@"
    done
    for source in $sources ${heaps:+$TREE/portable/MemMang/heap_4.c}; do
        echo "#include \"$PWD/$source\""
    done >"$place/all.c"
    for level in -O0 -Os -O2; do
        check "$port, $config, one unit, $level" compile "$compiler-gcc" "$place/all.c" $level "$@"
    done
}

# headers <compiler> <options...>: each alone, in C and in C++.
headers() {
    for header in "$TREE"/include/*.h; do
        printf '#include "%s"\nextern int one;\n' "${header##*/}" >"$place/alone.c" # a header may be macros alone
        "$@" -x c -std=c99 -fsyntax-only "$place/alone.c" &&
            "$@" -x c++ -std=c++17 -fsyntax-only "$place/alone.c" || return 1
    done
}

# The smallest project that links: three files, the port and a heap, without -ffunction-sections.
smallest_links() {
    echo 'int main(void) { return 0; } void Reset_Handler(void) { main(); }' >"$place/main.c"
    arm-none-eabi-gcc -mthumb -mcpu=cortex-m3 -O0 -nostartfiles -DDUNLIN_BOARD_CLOCK_HZ=25000000UL \
        -Iboards/config/minimal "-I$TREE/include" "-I$TREE/portable/GCC/ARM_CM3" "$place/main.c" "$TREE/tasks.c" \
        "$TREE/queue.c" "$TREE/list.c" "$TREE/portable/GCC/ARM_CM3/port.c" -T$PROJECT/link.ld \
        -Wl,--no-warn-rwx-segments -o "$place/smallest.elf"
}

# text_at <level>: bytes of text of a file of the tree that is compiled at that level.
text_at() {
    arm-none-eabi-gcc -mthumb -mcpu=cortex-m3 "$1" "-I$PROJECT" "-I$TREE/include" "-I$TREE/portable/GCC/ARM_CM3" \
        -c "$TREE/queue.c" -o "$place/$1.o" && arm-none-eabi-size "$place/$1.o" | awk 'NR == 2 { print $1 }'
}

# A project's stacks were chosen for a kernel without chains of frames.
unoptimized_is_as_small() { [ "$(text_at -O0)" -lt $(($(text_at -Os) * 3 / 2)) ]; }

# runs <machine> <image>
runs() {
    case $1 in
        virt) set -- "$2" qemu-system-riscv32 -machine virt -bios none -rtc clock=vm ;;
        *) set -- "$2" qemu-system-arm -machine "$1" -semihosting-config enable=on,target=native ;;
    esac
    image=$1
    shift
    output=$(timeout 60 "$@" -nographic -icount shift=5,sleep=off -kernel "$image" </dev/null 2>&1) ||
        { echo "$output" && return 1; }
    echo "$output"
    echo "$output" | grep -q '^blinky: 10 from the task, 4 from the timer, 21 from the tick, tttt, kernel V11'
}

builds_and_runs() { make -s -C $PROJECT "PORT=$1" "BUILD=$place/$1" && runs "$2" "$place/$1/blinky.elf"; }

runs_as_one_unit() {
    for source in $PROJECT/main.c $PROJECT/startup.c "$TREE"/*.c $TREE/portable/GCC/ARM_CM3/port.c \
        $TREE/portable/MemMang/heap_4.c; do
        echo "#include \"$PWD/$source\""
    done >"$place/project.c"
    arm-none-eabi-gcc -mthumb -mcpu=cortex-m3 -Os -Wall -Wextra -Werror -nostartfiles "-I$PROJECT" "-I$TREE/include" \
        "-I$TREE/portable/GCC/ARM_CM3" "$place/project.c" "-T$PROJECT/link.ld" -Wl,--no-warn-rwx-segments \
        -o "$place/project.elf" && runs mps2-an385 "$place/project.elf"
}

check 'three files, a port and no heap link' smallest_links
check 'without optimization the kernel is no larger' unoptimized_is_as_small
while IFS='|' read -r port machine compiler options <&3; do
    port=${port%"${port##*[! ]}"} machine=$(echo "$machine" | tr -d ' ') compiler=$(echo "$compiler" | tr -d ' ')
    for config in $CONFIGS; do
        # shellcheck disable=SC2086  # words
        compile_all "$port" "$compiler" "$config" c99 $options
        [ "$port" = ARM_CM3 ] || break
    done
    # shellcheck disable=SC2086  # words
    check "$port: headers alone" headers "$compiler-gcc" $options "-I$PROJECT" "-I$TREE/include" \
        "-I$TREE/portable/GCC/$port" -Wall -Wextra -Wpedantic -Wundef -Werror
    if [ "$machine" != - ] && [ "${1-}" != --compile ]; then
        check "$port: the project runs on $machine" builds_and_runs "$port" "$machine"
    fi
done 3<"$place/ports"
[ "${1-}" = --compile ] || check 'the project runs as one unit' runs_as_one_unit

echo "$good passed, $bad failed"
[ "$bad" = 0 ]
