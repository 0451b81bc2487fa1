# SPDX-License-Identifier: MIT
# From DUNLIN_BOARD to folders: board.json says which architecture and which chip; the configuration is
# the application's `freertos_config` or a profile of boards/config.
include_guard(GLOBAL)

set(board_folder "${DUNLIN_BOARD_FOLDER}")
if(NOT EXISTS "${board_folder}/board.json")
    message(FATAL_ERROR "There is no board '${DUNLIN_BOARD}': ${board_folder} has no board.json")
endif()
file(READ "${board_folder}/board.json" DUNLIN_BOARD_JSON)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${board_folder}/board.json")
string(JSON DUNLIN_ARCH GET "${DUNLIN_BOARD_JSON}" arch)
string(JSON DUNLIN_CHIP GET "${DUNLIN_BOARD_JSON}" chip)

# Which TCP/IP and TLS the board's sockets stand on: services/sockets and services/network link by it.
string(JSON DUNLIN_SOCKETS ERROR_VARIABLE untold GET "${DUNLIN_BOARD_JSON}" features sockets)
if(untold)
    set(DUNLIN_SOCKETS lwip)
elseif(NOT DUNLIN_SOCKETS MATCHES "^(lwip|modem|modem_tls|lwip[+]modem)$")
    message(FATAL_ERROR "${board_folder}/board.json: features.sockets is '${DUNLIN_SOCKETS}': lwip, modem, modem_tls or lwip+modem")
endif()

# What the profiles of boards/config need to know of the board (common/machine.h).
string(JSON clock_hz GET "${DUNLIN_BOARD_JSON}" clock_hz)
target_compile_definitions(dunlin_flavour INTERFACE DUNLIN_BOARD_CLOCK_HZ=${clock_hz}UL)
string(JSON DUNLIN_BOARD_HEAP_BYTES ERROR_VARIABLE ample GET "${DUNLIN_BOARD_JSON}" memory kernel_heap_bytes)
set(DUNLIN_BOARD_IS_SMALL FALSE)
if(ample)
    unset(DUNLIN_BOARD_HEAP_BYTES)
else()
    target_compile_definitions(dunlin_flavour INTERFACE DUNLIN_BOARD_HEAP_BYTES=${DUNLIN_BOARD_HEAP_BYTES})
    if(DUNLIN_BOARD_HEAP_BYTES LESS 24576) # little memory: TCP/IP and TLS are a module's
        set(DUNLIN_BOARD_IS_SMALL TRUE)
        target_compile_definitions(dunlin_flavour INTERFACE DUNLIN_BOARD_IS_SMALL)
    endif()
endif()

if(NOT TARGET freertos_config)
    add_library(freertos_config INTERFACE)
    target_include_directories(freertos_config INTERFACE
        "${Dunlin_SOURCE_DIR}/boards/config/${DUNLIN_PROFILE}")
else()
    set(DUNLIN_PROFILE "")
endif()

# dunlin_add_board(CHIP <chip> [SOURCES files] [LIKE board] [RADIO files] [DEPENDS names]): the library `board` of a
# board whose memory.ld includes the linker template of its chips. LIKE: board.c and memory.ld are that board's. RADIO: the
# library `board_radio`, hal/include/board_radio.h over the driver that features.wifi of board.json names. DEPENDS: what
# the board uses besides, as chip_cortex_m_entropy.
function(dunlin_add_board)
    cmake_parse_arguments(board "" "CHIP;LIKE" "SOURCES;RADIO;DEPENDS" ${ARGN})
    set(folder "${CMAKE_CURRENT_SOURCE_DIR}")
    if(board_LIKE)
        set(folder "${Dunlin_SOURCE_DIR}/boards/${board_LIKE}")
    endif()
    dunlin_add_library(board SOURCES ${folder}/board.c ${board_SOURCES} DEPENDS chip_${board_CHIP} ${board_DEPENDS} hal)
    target_compile_definitions(dunlin_board PRIVATE "DUNLIN_BOARD_NAME=\"${DUNLIN_BOARD}\"")
    if(board_RADIO)
        dunlin_add_library(board_radio SOURCES ${board_RADIO}
                           DEPENDS board chip_${board_CHIP} chip_${DUNLIN_WIFI_CHIP}_rtos hal)
        target_compile_definitions(dunlin_board_radio PRIVATE DUNLIN_WIFI_BAUD=${DUNLIN_WIFI_BAUD}u)
        target_link_libraries(dunlin_board INTERFACE dunlin_board_radio) # linked where somebody calls it
    endif()
    # The chip's drivers may ask the board for its wiring, so the linker must look there again.
    target_link_libraries(dunlin_chip_${board_CHIP} PUBLIC dunlin_board)
    set(script "${folder}/memory.ld")
    target_link_options(dunlin_board INTERFACE "-T${script}")
    file(GLOB templates "${Dunlin_SOURCE_DIR}/chips/*/*.ld")
    set_property(TARGET dunlin_board APPEND PROPERTY INTERFACE_LINK_DEPENDS "${script}" ${templates})
endfunction()

# Chips are the board's business; a folder here is only read when the board's architecture can run it.
if(DUNLIN_ARCH MATCHES "^armv[678]")
    dunlin_add_folders(chips/common chips/cortex_m)
elseif(DUNLIN_ARCH STREQUAL "riscv")
    dunlin_add_folders(chips/common chips/riscv)
endif()
string(JSON DUNLIN_WIFI_CHIP ERROR_VARIABLE no_wifi GET "${DUNLIN_BOARD_JSON}" features wifi chip)
if(no_wifi)
    unset(DUNLIN_WIFI_CHIP)
else()
    string(JSON DUNLIN_WIFI_BAUD GET "${DUNLIN_BOARD_JSON}" features wifi baud)
    dunlin_add_folders(chips/${DUNLIN_WIFI_CHIP} chips/${DUNLIN_WIFI_CHIP}/rtos)
endif()
if(NOT DUNLIN_CHIP MATCHES "^(cortex_m|riscv)$") # a board that has its chip's parts in its own folder
    dunlin_add_folders(chips/${DUNLIN_CHIP})
endif()
add_subdirectory("${board_folder}" "${Dunlin_BINARY_DIR}/boards/${DUNLIN_BOARD}")
