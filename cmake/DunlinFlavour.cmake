# SPDX-License-Identifier: MIT
# Flags of the whole build that are neither a board's nor a library's: the sanitizers of host builds and
# the flavours of sim. Every library and image of Dunlin links to the target `dunlin_flavour`, to which a
# board may add its own (sim: instrumentation); third-party parts get the flags by directory.
include_guard(GLOBAL)

set(DUNLIN_SIM_FLAVOUR "plain" CACHE STRING "For board sim: plain, 32, asan, valgrind or fast")

option(DUNLIN_FUZZ "Host build with clang: instrument for libFuzzer" OFF)
option(DUNLIN_SANITIZE "Host build: ASan and UBSan; off for the programs of tools/ that users run" ON)

add_library(dunlin_flavour INTERFACE)
set(flags "")
if(NOT DUNLIN_BOARD AND (CMAKE_CROSSCOMPILING OR NOT PROJECT_IS_TOP_LEVEL))
    # The application's build decides.
elseif(NOT DUNLIN_BOARD AND NOT DUNLIN_SANITIZE)
    set(flags -fno-omit-frame-pointer)
elseif(NOT DUNLIN_BOARD)
    set(flags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    if(DUNLIN_FUZZ)
        list(APPEND flags -fsanitize=fuzzer-no-link)
    endif()
elseif(NOT DUNLIN_BOARD STREQUAL "sim")
    # Hardware has no flavours.
elseif(DUNLIN_SIM_FLAVOUR STREQUAL "asan")
    set(flags -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_compile_definitions(dunlin_flavour INTERFACE DUNLIN_SIM_ASAN=1)
elseif(DUNLIN_SIM_FLAVOUR STREQUAL "32")
    set(flags -m32)
elseif(DUNLIN_SIM_FLAVOUR STREQUAL "valgrind")
    target_compile_definitions(dunlin_flavour INTERFACE DUNLIN_SIM_VALGRIND=1)
elseif(NOT DUNLIN_SIM_FLAVOUR MATCHES "^(plain|fast)$")
    message(FATAL_ERROR "DUNLIN_SIM_FLAVOUR is '${DUNLIN_SIM_FLAVOUR}': plain, 32, asan, valgrind or fast")
endif()
if(PROJECT_IS_TOP_LEVEL)
    add_compile_options(${flags})
endif()
target_compile_options(dunlin_flavour INTERFACE ${flags})
target_link_options(dunlin_flavour INTERFACE ${flags})

# Some hundred programs are linked: binutils' second linker takes a quarter of the time of its first.
find_program(DUNLIN_GOLD ld.gold)
mark_as_advanced(DUNLIN_GOLD)
if(NOT DUNLIN_BOARD AND NOT CMAKE_CROSSCOMPILING AND PROJECT_IS_TOP_LEVEL AND NOT DUNLIN_FUZZ AND DUNLIN_GOLD)
    target_link_options(dunlin_flavour INTERFACE -fuse-ld=gold)
endif()
