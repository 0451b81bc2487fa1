# SPDX-License-Identifier: MIT
# A third-party part as a target: its pinned source is found by tools/fetch-third-party when something
# that needs it is built, and unpacked into the build folder. Configuring needs no source and no network.
# A package of tools/console has third_party/<name>/source, what is compiled and its headers: nothing is found then.
include_guard(GLOBAL)

set(DUNLIN_THIRD_PARTY_ROOT "${CMAKE_CURRENT_LIST_DIR}/..")

# dunlin_third_party(<name> SOURCES <paths in its tree> INCLUDE <paths in its tree> CONFIG <our folders>)
#
# Makes the static library <name> and the alias dunlin::<name>. DUNLIN_<NAME>_DIR, a CMake or environment
# variable, is an unpacked tree to use instead.
function(dunlin_third_party name)
    cmake_parse_arguments(part "" "" "SOURCES;INCLUDE;CONFIG" ${ARGN})
    set(pin_file "${DUNLIN_THIRD_PARTY_ROOT}/third_party/${name}/pin.json")
    file(READ "${pin_file}" pin)
    string(JSON folder GET "${pin}" folder)
    string(JSON proof GET "${pin}" proof)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${pin_file}")

    string(TOUPPER "DUNLIN_${name}_DIR" variable)
    set(own_tree "${${variable}}")
    if(NOT own_tree)
        set(own_tree "$ENV{${variable}}")
    endif()

    set(packed "${DUNLIN_THIRD_PARTY_ROOT}/third_party/${name}/source")
    if(NOT own_tree AND EXISTS "${packed}")
        cmake_path(NORMAL_PATH packed OUTPUT_VARIABLE own_tree)
    elseif(own_tree AND NOT EXISTS "${own_tree}/${proof}")
        message(FATAL_ERROR "${variable} is ${own_tree}, where ${proof} is missing")
    endif()
    set_property(GLOBAL PROPERTY DUNLIN_SOURCES_OF_${name} "${part_SOURCES}")
    set_property(GLOBAL PROPERTY DUNLIN_HEADERS_OF_${name} "${part_INCLUDE}")

    if(own_tree)
        set(root "${own_tree}")
        list(TRANSFORM part_SOURCES PREPEND "${root}/")
        add_custom_target(${name}_source) # for those who need its headers alone
    else()
        find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
        set(home "${CMAKE_BINARY_DIR}/third_party")
        set(root "${home}/${folder}")
        list(TRANSFORM part_SOURCES PREPEND "${root}/")
        set(stamp "${home}/${name}.found")
        set_source_files_properties(${part_SOURCES} PROPERTIES GENERATED TRUE)
        add_subdirectory("${DUNLIN_THIRD_PARTY_ROOT}/cmake/third_party_source" source)
    endif()

    add_library(${name} STATIC EXCLUDE_FROM_ALL ${part_SOURCES})
    add_library(dunlin::${name} ALIAS ${name})
    add_dependencies(${name} ${name}_source)
    list(TRANSFORM part_INCLUDE PREPEND "${root}/")
    target_include_directories(${name} SYSTEM PUBLIC ${part_CONFIG} ${part_INCLUDE})
    target_compile_options(${name} PRIVATE -w -ffunction-sections -fdata-sections -fno-common)
    if(NOT DUNLIN_BOARD AND DUNLIN_SANITIZE AND NOT DUNLIN_FUZZ)
        # What we hand in is looked at, how others compute is not; lines of a trace are enough: half the time.
        target_compile_options(${name} PRIVATE -fno-sanitize=undefined -g1)
    endif()
    if(TARGET dunlin_flavour)
        target_link_libraries(${name} PRIVATE dunlin_flavour)
    endif()
    set_target_properties(${name} PROPERTIES C_STANDARD 11 C_EXTENSIONS ON DUNLIN_SOURCE_DIR "${root}")
endfunction()
