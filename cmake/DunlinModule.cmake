# SPDX-License-Identifier: MIT
# The three ways to declare what Dunlin is made of: a library, an image for the board, a unit test.
#
#     dunlin_add_library(lib_mqtt SOURCES mqtt.c INCLUDE include DEPENDS lib_base)
#     dunlin_add_firmware(hello SOURCES main.c LIBS kernel heap_4 board PROFILE full)
#     dunlin_add_unit_test(ready SOURCES ready_test.c LIBS lib_base)
#
# Names of libraries are given without the prefix `dunlin_`; any CMake target is accepted too. Whatever
# includes FreeRTOSConfig.h depends on `freertos_config`; an image that asks for another profile gets its
# own copies of exactly those libraries (DunlinVariant.cmake).
include_guard(GLOBAL)

include(${CMAKE_CURRENT_LIST_DIR}/DunlinVariant.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/DunlinDump.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/DunlinKeep.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/DunlinRun.cmake)

set(DUNLIN_WARNINGS -Wall -Wextra -Wshadow -Wconversion -Wundef -Wstrict-prototypes)
set(DUNLIN_ROOT "${CMAKE_CURRENT_LIST_DIR}/..")

# dunlin_names(<out> <name>...): the CMake targets behind the names.
function(dunlin_names out)
    set(targets "")
    foreach(name IN LISTS ARGN)
        string(REPLACE "dunlin::" "dunlin_" name "${name}")
        get_property(meant GLOBAL PROPERTY DUNLIN_NAME_${name}) # a name that stands for several
        if(meant)
            list(APPEND targets ${meant})
            continue()
        endif()
        if(TARGET dunlin_${name})
            set(name dunlin_${name})
        elseif(NOT TARGET ${name} AND NOT name MATCHES "^(dunlin_.*|freertos_.*|mbedtls|mbedtls_verify|lwip|[-$].*|.)$")
            set(name dunlin_${name})
        endif()
        list(APPEND targets ${name})
    endforeach()
    set(${out} ${targets} PARENT_SCOPE)
endfunction()

# dunlin_add_library(<name> [SOURCES files] [INCLUDE folders] [DEPENDS names])
#
# Static library dunlin_<name>, or an INTERFACE library when there are no sources; alias dunlin::<name>.
# INCLUDE is what its users see; private headers sit beside the sources.
function(dunlin_add_library name)
    cmake_parse_arguments(lib "" "" "SOURCES;INCLUDE;DEPENDS" ${ARGN})
    if(lib_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "dunlin_add_library(${name}): what is ${lib_UNPARSED_ARGUMENTS}?")
    endif()
    dunlin_names(depends ${lib_DEPENDS})
    set(target dunlin_${name})
    set(scope PUBLIC)
    if(lib_SOURCES)
        # In an application only what it links to is built.
        set(exclude "")
        if(NOT Dunlin_IS_TOP_LEVEL OR AFR_BOARD)
            set(exclude EXCLUDE_FROM_ALL)
        endif()
        add_library(${target} STATIC ${exclude} ${lib_SOURCES})
        target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:C>:${DUNLIN_WARNINGS}>
                               -ffunction-sections -fdata-sections -fno-common)
        set_target_properties(${target} PROPERTIES C_STANDARD 11 C_EXTENSIONS ON)
        target_link_libraries(${target} PRIVATE dunlin_flavour)
    else()
        add_library(${target} INTERFACE)
        set(scope INTERFACE)
    endif()
    add_library(dunlin::${name} ALIAS ${target})
    target_link_libraries(${target} ${scope} ${depends})
    foreach(folder IN LISTS lib_INCLUDE)
        cmake_path(ABSOLUTE_PATH folder NORMALIZE)
        target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${folder}>)
        set_property(GLOBAL APPEND PROPERTY DUNLIN_INCLUDE_FOLDERS "${folder}")
    endforeach()
    set_property(GLOBAL APPEND PROPERTY DUNLIN_LIBRARIES ${target})
endfunction()

# Kernel and drivers call each other, so an image links its libraries as a group; CMake asks the folder
# of the image how.
macro(dunlin_groups)
    set(CMAKE_C_LINK_GROUP_USING_RESCAN_SUPPORTED TRUE)
    set(CMAKE_C_LINK_GROUP_USING_RESCAN "LINKER:--start-group" "LINKER:--end-group")
endmacro()

# dunlin_add_firmware(<name> SOURCES files LIBS names [PROFILE profile | CONFIG folder] [KEEP names])
#
# An image for DUNLIN_BOARD: <name>.elf, or a process on sim. PROFILE picks boards/config/<profile>,
# CONFIG any folder with a FreeRTOSConfig.h; without either it is the build's own (DUNLIN_PROFILE, or
# the application's `freertos_config`). An application that sets DUNLIN_ONE_CONFIG has its own for images
# with a PROFILE, too. KEEP: DunlinKeep.cmake.
function(dunlin_add_firmware name)
    cmake_parse_arguments(image "" "PROFILE;CONFIG" "SOURCES;LIBS;KEEP" ${ARGN})
    if(DUNLIN_ONE_CONFIG)
        set(image_PROFILE "")
    endif()
    if(image_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "dunlin_add_firmware(${name}): what is ${image_UNPARSED_ARGUMENTS}?")
    endif()
    add_executable(${name} ${image_SOURCES})
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_compile_options(${name} PRIVATE -ffunction-sections -fdata-sections)
    target_link_options(${name} PRIVATE -Wl,--gc-sections "-Wl,-Map=$<TARGET_FILE:${name}>.map")
    set_target_properties(${name} PROPERTIES C_STANDARD 11 C_EXTENSIONS ON)
    if(CMAKE_CROSSCOMPILING)
        set_property(TARGET ${name} PROPERTY SUFFIX .elf)
    endif()
    set_property(TARGET ${name} PROPERTY DUNLIN_LIBS ${image_LIBS})
    set_property(TARGET ${name} PROPERTY DUNLIN_KEEP ${image_KEEP})
    set_property(TARGET ${name} PROPERTY DUNLIN_PROFILE "${image_PROFILE}")
    if(image_CONFIG)
        cmake_path(ABSOLUTE_PATH image_CONFIG NORMALIZE)
        set_property(TARGET ${name} PROPERTY DUNLIN_CONFIG "${image_CONFIG}")
    endif()
    set_property(GLOBAL APPEND PROPERTY DUNLIN_IMAGES ${name})
    dunlin_when_complete(${name})
    dunlin_groups()
    set(CMAKE_C_LINK_GROUP_USING_RESCAN_SUPPORTED TRUE PARENT_SCOPE)
    set(CMAKE_C_LINK_GROUP_USING_RESCAN ${CMAKE_C_LINK_GROUP_USING_RESCAN} PARENT_SCOPE)
endfunction()

# dunlin_add_unit_test(<name> SOURCES files [LIBS names] [LONG])
#
# Host only: the executable <name>_test, run by ctest as unit.<name> under ASan and UBSan. LONG: seconds; `./run test` runs
# it, `./run check` does not.
function(dunlin_add_unit_test name)
    cmake_parse_arguments(test "LONG" "" "SOURCES;LIBS" ${ARGN})
    if(NOT DUNLIN_BUILD_TESTS OR CMAKE_CROSSCOMPILING OR DUNLIN_BOARD)
        return()
    endif()
    dunlin_names(libs ${test_LIBS})
    add_executable(${name}_test ${test_SOURCES})
    target_include_directories(${name}_test PRIVATE ${DUNLIN_ROOT}/tests/unit ${CMAKE_CURRENT_SOURCE_DIR})
    target_compile_options(${name}_test PRIVATE ${DUNLIN_WARNINGS})
    target_link_libraries(${name}_test PRIVATE ${libs} dunlin_flavour)
    set_target_properties(${name}_test PROPERTIES C_STANDARD 11 C_EXTENSIONS ON)
    add_test(NAME unit.${name} COMMAND ${name}_test)
    set(labels unit)
    if(test_LONG)
        list(APPEND labels long)
    else()
        if(NOT TARGET unit_tests_short) # what ./run check builds
            add_custom_target(unit_tests_short)
        endif()
        add_dependencies(unit_tests_short ${name}_test)
    endif()
    set_tests_properties(unit.${name} PROPERTIES
        TIMEOUT 120 LABELS "${labels}"
        ENVIRONMENT "ASAN_OPTIONS=detect_stack_use_after_return=1;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()

# dunlin_add_fuzz_target(<name> SOURCES files [LIBS names])
#
# Host only: <name>_fuzz, a libFuzzer program under ASan and UBSan, in a build with clang and DUNLIN_FUZZ
# (tests/fuzz/run.sh). The libraries are compiled with the same instrumentation.
function(dunlin_add_fuzz_target name)
    cmake_parse_arguments(fuzz "" "" "SOURCES;LIBS" ${ARGN})
    if(NOT DUNLIN_FUZZ)
        return()
    endif()
    dunlin_names(libs ${fuzz_LIBS})
    add_executable(${name}_fuzz ${fuzz_SOURCES})
    target_compile_options(${name}_fuzz PRIVATE ${DUNLIN_WARNINGS})
    target_link_libraries(${name}_fuzz PRIVATE ${libs} dunlin_flavour)
    target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
    set_target_properties(${name}_fuzz PROPERTIES C_STANDARD 11 C_EXTENSIONS ON)
endfunction()
