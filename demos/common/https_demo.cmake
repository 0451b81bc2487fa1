# SPDX-License-Identifier: MIT
# dunlin_add_https_demo(<name>): main.c of the demo's folder, with a stream to an HTTPS server.
function(dunlin_add_https_demo name)
    if(NOT TARGET dunlin_service_secure_link)
        return()
    endif()
    set(common ${Dunlin_SOURCE_DIR}/demos/common)
    dunlin_add_firmware(${name}
        SOURCES main.c ${common}/https_demo.c
        LIBS service_secure_link lib_http kernel heap_4 board
        PROFILE tls)
    target_include_directories(${name} PRIVATE ${common})
endfunction()
