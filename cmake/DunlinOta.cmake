# SPDX-License-Identifier: MIT
# From the `ota` object of board.json: the layout as a library, and images that are linked for where they run.
#
#   dunlin_ota_board                 library: `ota_board_layout` (bootloader/include/ota_board.h)
#   dunlin_link_for_slot(<image> N)  the image runs from slot N; where images are copied both slots are the same
include_guard(GLOBAL)

string(JSON ota_object ERROR_VARIABLE none GET "${DUNLIN_BOARD_JSON}" ota)
if(none OR NOT EXISTS "${Dunlin_SOURCE_DIR}/bootloader/CMakeLists.txt")
    return() # it does not update itself
endif()

# dunlin_ota(<out> <path...>): a number of the object, 0x... allowed
function(dunlin_ota out)
    string(JSON value GET "${DUNLIN_BOARD_JSON}" ota ${ARGN})
    math(EXPR value "${value}")
    set(${out} ${value} PARENT_SCOPE)
endfunction()

string(JSON ota_run GET "${DUNLIN_BOARD_JSON}" ota run from)
set(OTA_RUN OTA_RUN_COPY)
if(ota_run STREQUAL "in place")
    set(OTA_RUN OTA_RUN_IN_PLACE)
endif()
dunlin_ota(OTA_ADDRESS run address)
dunlin_ota(OTA_BYTES run bytes)
dunlin_ota(OTA_HARDWARE_ID hardware_id)
foreach(region IN ITEMS journal progress)
    string(TOUPPER OTA_${region} variable)
    dunlin_ota(${variable}_OFFSET ${region} offset)
    dunlin_ota(${variable}_BYTES ${region} bytes)
endforeach()
foreach(slot IN ITEMS 0 1)
    dunlin_ota(OTA_SLOT_${slot}_OFFSET slots ${slot} offset)
    dunlin_ota(OTA_SLOT_${slot}_BYTES slots ${slot} bytes)
endforeach()
configure_file("${Dunlin_SOURCE_DIR}/bootloader/ota_board.c.in" "${Dunlin_BINARY_DIR}/ota_board.c" @ONLY)
dunlin_add_library(ota_board SOURCES "${Dunlin_BINARY_DIR}/ota_board.c"
    INCLUDE "${Dunlin_SOURCE_DIR}/bootloader/include" DEPENDS lib_ota)
set_property(TARGET dunlin_ota_board PROPERTY DUNLIN_FOLDER "${Dunlin_SOURCE_DIR}/bootloader")

set(OTA_HEAD_BYTES 32)
set(OTA_EXTRA_BYTES 324)
function(dunlin_link_for_slot image slot)
    set(origin ${OTA_ADDRESS})
    if(OTA_RUN STREQUAL "OTA_RUN_IN_PLACE")
        math(EXPR origin "${OTA_ADDRESS} + ${OTA_SLOT_${slot}_OFFSET} + ${OTA_HEAD_BYTES}")
    endif()
    math(EXPR length "${OTA_SLOT_${slot}_BYTES} - ${OTA_EXTRA_BYTES}")
    set_property(TARGET ${image} PROPERTY DUNLIN_SLOT ${slot})
    target_link_options(${image} PRIVATE
        -Wl,--defsym=DUNLIN_IMAGE_ORIGIN=${origin} -Wl,--defsym=DUNLIN_IMAGE_LENGTH=${length})
endfunction()
