# SPDX-License-Identifier: MIT
# Programs that test themselves on the board: built like any image, run by ctest with the command of the
# board, judged by how they end (board_exit).
#
#     dunlin_add_self_test(k01_post_stays_in_object SOURCES k01.c LIBS board kernel heap_4 CONFIG config)
include_guard(GLOBAL)

include(${CMAKE_CURRENT_LIST_DIR}/DunlinModule.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/DunlinRun.cmake)

# dunlin_add_self_test(<name> SOURCES files LIBS names [PROFILE profile | CONFIG folder] [TIMEOUT s])
#
# ctest <label>.<name>; LABEL defaults to the folder's name.
function(dunlin_add_self_test name)
    cmake_parse_arguments(test "" "PROFILE;CONFIG;TIMEOUT;LABEL" "SOURCES;LIBS" ${ARGN})
    if(test_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "dunlin_add_self_test(${name}): what is ${test_UNPARSED_ARGUMENTS}?")
    endif()
    if(NOT test_TIMEOUT)
        set(test_TIMEOUT 60)
    endif()
    if(NOT test_LABEL)
        cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME test_LABEL)
    endif()
    dunlin_add_firmware(${name} SOURCES ${test_SOURCES} LIBS ${test_LIBS} PROFILE "${test_PROFILE}"
                        CONFIG "${test_CONFIG}")
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:C>:${DUNLIN_WARNINGS}>)
    dunlin_board_command(command $<TARGET_FILE:${name}>)
    if(NOT command) # a board on a desk: images are put there by whoever has it
        set(command ${CMAKE_COMMAND} -E echo "board.json has no command that runs an image")
    endif()
    add_test(NAME ${test_LABEL}.${name} COMMAND ${command})
    set_tests_properties(${test_LABEL}.${name} PROPERTIES SKIP_REGULAR_EXPRESSION "has no command that runs" TIMEOUT ${test_TIMEOUT} LABELS ${test_LABEL})
endfunction()
