# SPDX-License-Identifier: MIT
# How board.json runs an image: as a command, and as the targets of an application.
#
#     dunlin_add_run(shadow_demo)        targets `run` and `debug`
include_guard(GLOBAL)
include(${CMAKE_CURRENT_LIST_DIR}/DunlinUpdate.cmake)

set(DUNLIN_MODEM "null" CACHE STRING "Boards with a Wi-Fi module: where it is, as an argument of QEMU's -serial")

# dunlin_board_command(<out> <image> [KEYS keys of board.json] [FLASH file] [MODEM place]): empty, where the board cannot be run.
# Without KEYS it is `run` with `run_counted`: time is counted in instructions, so that a run is the same on a loaded machine, and an
# idle core does not wait for the wall clock.
function(dunlin_board_command out image)
    cmake_parse_arguments(of "" "FLASH;MODEM" "KEYS" ${ARGN})
    if(NOT of_KEYS)
        set(of_KEYS run run_counted)
    endif()
    if(NOT of_MODEM)
        set(of_MODEM "null") # nobody is there
    endif()
    set(command "")
    foreach(key IN LISTS of_KEYS)
        string(JSON count ERROR_VARIABLE missing LENGTH "${DUNLIN_BOARD_JSON}" ${key})
        if(missing OR count EQUAL 0)
            continue()
        endif()
        math(EXPR last "${count} - 1")
        foreach(at RANGE ${last})
            string(JSON part GET "${DUNLIN_BOARD_JSON}" ${key} ${at})
            string(REPLACE "{image}" "${image}" part "${part}")
            string(REPLACE "{flash}" "${of_FLASH}" part "${part}")
            string(REPLACE "{modem}" "${of_MODEM}" part "${part}")
            list(APPEND command "${part}")
        endforeach()
    endforeach()
    set(${out} "${command}" PARENT_SCOPE)
endfunction()

# dunlin_add_run(<image> [CREDENTIALS flash.bin]): `run` boots the image; `debug` waits for gdb on port 1234, on sim it is gdb. With
# credentials, a flash's content, the device has a flash that it keeps from run to run, in the build folder. An image that is made for
# a bootloader's slot is there in that flash, signed, and the bootloader is booted (DunlinUpdate.cmake). <build>/run.json says what
# target `ready` has made: the file that is booted, the application's, the flash or "", and why it cannot be run or "".
function(dunlin_add_run image)
    cmake_parse_arguments(run "" "CREDENTIALS" "" ${ARGN})
    get_target_property(slot ${image} DUNLIN_SLOT)
    set(flash "")
    set(key run)
    if(run_CREDENTIALS)
        cmake_path(ABSOLUTE_PATH run_CREDENTIALS)
    endif()
    string(JSON count ERROR_VARIABLE forgets LENGTH "${DUNLIN_BOARD_JSON}" run_persistent)
    if(NOT run_CREDENTIALS OR NOT EXISTS "${run_CREDENTIALS}" OR forgets)
        set(run_CREDENTIALS "")
    endif()
    set(content "${run_CREDENTIALS}")
    set(booted ${image})
    if(NOT slot STREQUAL "slot-NOTFOUND")
        dunlin_add_update(${image} content CREDENTIALS "${run_CREDENTIALS}")
        set(booted bootloader)
    endif()
    if(content)
        set(flash "${CMAKE_BINARY_DIR}/flash.bin")
        add_custom_command(OUTPUT "${flash}" COMMAND "${CMAKE_COMMAND}" -E copy "${content}" "${flash}"
                           DEPENDS "${content}" COMMENT "The device gets its flash" VERBATIM)
        set(key run_persistent)
    endif()
    dunlin_board_command(command $<TARGET_FILE:${booted}> KEYS ${key} FLASH "${flash}" MODEM "${DUNLIN_MODEM}")
    set(debug ${command} -s -S)
    set(comment "Waiting for gdb on port 1234") # a package's .vscode/tasks.json looks for this
    set(why "")
    if(NOT command)
        set(why "board.json has no command that runs an image")
    elseif(booted STREQUAL "bootloader" AND NOT flash)
        set(why "an image for a bootloader's slot is booted with credentials/flash.bin, which comes with Quick Connect")
    elseif(DUNLIN_BOARD STREQUAL "sim")
        set(debug gdb --args ${command})
        set(comment "gdb")
    endif()
    if(why)
        set(command "${CMAKE_COMMAND}" -E echo "${why}" COMMAND "${CMAKE_COMMAND}" -E false)
        set(debug ${command})
        set(comment "It cannot be run")
    endif()
    add_custom_target(ready DEPENDS ${booted} ${flash})
    set(needs ready)
    if(why)
        set(needs "")
    endif()
    file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/run.json"
         CONTENT "{\"image\": \"$<TARGET_FILE:${booted}>\", \"program\": \"$<TARGET_FILE:${image}>\", \"flash\": \"${flash}\", \"why\": \"${why}\"}\n")
    add_custom_target(run COMMAND ${command} DEPENDS ${needs} USES_TERMINAL VERBATIM)
    add_custom_target(debug COMMAND ${debug} DEPENDS ${needs} USES_TERMINAL VERBATIM COMMENT "${comment}")
endfunction()
