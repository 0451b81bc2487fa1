# SPDX-License-Identifier: MIT
# The parts of the simulator's build that the kernel library needs: the port's own code has no points, the
# heaps are not watched by AddressSanitizer (they keep their heads in what they poison; their loops must not
# become calls that are watched), and some calls to the C library are led to host_calls.c. Included by
# kernel/CMakeLists.txt.
set(no_points -fno-sanitize-coverage=trace-pc,trace-loads,trace-stores)
set(sim_flags "sim-${DUNLIN_SIM_FLAVOUR}/${CMAKE_BUILD_TYPE}")

set(port_options ${no_points} -O2 -fno-omit-frame-pointer -fno-builtin)
set(port_definitions "SIM_FLAGS=\"${sim_flags}\"")
if(DUNLIN_SIM_FLAVOUR STREQUAL "asan")
    list(APPEND port_options -fno-sanitize=address,undefined)
    list(APPEND port_definitions SIM_HAS_ASAN=1)
    file(GLOB heap_sources "${CMAKE_CURRENT_LIST_DIR}/../../kernel/heap/*.c")
    set_source_files_properties(${heap_sources} PROPERTIES COMPILE_OPTIONS "-fno-sanitize=address;-fno-builtin")
endif()
file(GLOB port_sources "${CMAKE_CURRENT_LIST_DIR}/*.c")
set_source_files_properties(${port_sources} PROPERTIES
    COMPILE_OPTIONS "${port_options}" COMPILE_DEFINITIONS "${port_definitions}")

# All firmware is instrumented. At -O0 every local variable is a memory access: stacks would be three
# times as deep and a tick hold three times as few statements as on a microcontroller.
# The flavour "fast" has no points but the ways out of the kernel.
set(points -fsanitize-coverage=trace-pc,trace-loads,trace-stores)
if(DUNLIN_SIM_FLAVOUR STREQUAL "fast")
    set(points "")
    target_compile_definitions(dunlin_flavour INTERFACE DUNLIN_SIM_FAST=1)
endif()
target_compile_options(dunlin_flavour INTERFACE
    $<$<NOT:$<CONFIG:Release,RelWithDebInfo,MinSizeRel>>:-Og>
    ${points} -fno-omit-frame-pointer
    "-fmacro-prefix-map=${Dunlin_SOURCE_DIR}/=" "-fmacro-prefix-map=${CMAKE_BINARY_DIR}/="
    $<$<STREQUAL:${DUNLIN_SIM_FLAVOUR},valgrind>:-gdwarf-4>) # what Debian's valgrind can read

target_link_libraries(dunlin_kernel INTERFACE dunlin_flavour) # an application's own sources, too

foreach(call IN ITEMS
        printf fprintf sprintf snprintf vprintf vsnprintf sscanf puts fputs putchar fputc putc fwrite
        fflush strtod exit __assert_fail qsort bsearch memcpy memset malloc calloc realloc free)
    target_link_options(dunlin_kernel INTERFACE "LINKER:--wrap=${call}")
endforeach()
file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/forbidden.h" lines REGEX "^FORBIDDEN")
foreach(line IN LISTS lines)
    string(REGEX REPLACE "^FORBIDDEN.([a-z_]+),.*" "\\1" call "${line}")
    target_link_options(dunlin_kernel INTERFACE "LINKER:--wrap=${call}")
endforeach()
target_link_options(dunlin_kernel INTERFACE LINKER:-z,now LINKER:--build-id=sha1)
