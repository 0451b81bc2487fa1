# SPDX-License-Identifier: MIT
# An application that updates itself, from its image to the flash of a new device:
#
#     device.elf ── signed ──► device.image ── slot 0 ──► factory.bin ◄── credentials/flash.bin
#
# The signer is tools/sign, built for this machine when it is needed (the packages libssl-dev, libjansson-dev, pkg-config, gcc).
include_guard(GLOBAL)

set(DUNLIN_IMAGE_VERSION "1.0.0" CACHE STRING "Version of the image, as updates compare it: 1.2.3")
set(DUNLIN_SIGNING_KEY "${CMAKE_CURRENT_LIST_DIR}/../tools/sign/development/development.key" CACHE FILEPATH
    "Private key that signs images, beside its certificate (.crt); DUNLIN_SIGNER_KEY is what the bootloader believes")

# The target dunlin_sign, and where the program is.
function(dunlin_signer out)
    include(ExternalProject)
    set(folder "${CMAKE_BINARY_DIR}/signer")
    set(program "${folder}/tools/sign/dunlin-sign")
    if(NOT TARGET dunlin_sign)
        ExternalProject_Add(dunlin_sign
            SOURCE_DIR "${DUNLIN_ROOT}"
            BINARY_DIR "${folder}"
            CMAKE_ARGS -D CMAKE_BUILD_TYPE=Release -D DUNLIN_SANITIZE=OFF -D DUNLIN_BUILD_TESTS=ON
            BUILD_COMMAND "${CMAKE_COMMAND}" --build <BINARY_DIR> --target dunlin-sign
            INSTALL_COMMAND ""
            BUILD_BYPRODUCTS "${program}"
            EXCLUDE_FROM_ALL TRUE)
    endif()
    set(${out} "${program}" PARENT_SCOPE)
endfunction()

# dunlin_add_update(<image> <out> [CREDENTIALS flash.bin]): target `image` makes <build>/<image>.image, what an update over the air
# takes; <out> is the flash of a device that is new, from its command.
function(dunlin_add_update image out)
    cmake_parse_arguments(update "" "CREDENTIALS" "" ${ARGN})
    dunlin_signer(sign)
    cmake_path(REPLACE_EXTENSION DUNLIN_SIGNING_KEY LAST_ONLY crt OUTPUT_VARIABLE certificate)
    set(signed "")
    foreach(one IN ITEMS ${image} ${image}_1) # where images run in place there is one for each slot
        if(NOT TARGET ${one})
            continue()
        endif()
        set(file "${CMAKE_BINARY_DIR}/${one}.image")
        list(APPEND signed "${file}")
        add_custom_command(OUTPUT "${file}"
            COMMAND "${sign}" image $<TARGET_FILE:${one}> --output "${file}" --version ${DUNLIN_IMAGE_VERSION}
                    --hardware-id ${OTA_HARDWARE_ID} --key "${DUNLIN_SIGNING_KEY}" --certificate "${certificate}"
            DEPENDS ${one} dunlin_sign "${DUNLIN_SIGNING_KEY}"
            COMMENT "Signing ${one}.image, version ${DUNLIN_IMAGE_VERSION}" VERBATIM)
    endforeach()
    add_custom_target(image DEPENDS ${signed})
    if(update_CREDENTIALS)
        list(GET signed 0 first)
        set(factory "${CMAKE_BINARY_DIR}/factory.bin")
        add_custom_command(OUTPUT "${factory}"
            COMMAND "${sign}" factory "${first}" --layout "${DUNLIN_BOARD_FOLDER}/board.json"
                    --over "${update_CREDENTIALS}" --output "${factory}"
            DEPENDS "${first}" "${update_CREDENTIALS}" "${DUNLIN_BOARD_FOLDER}/board.json"
            COMMENT "A new device: the image in slot 0, and its credentials" VERBATIM)
        set(${out} "${factory}" PARENT_SCOPE)
    endif()
endfunction()
