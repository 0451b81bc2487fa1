# SPDX-License-Identifier: MIT
# What the demos of cloud services share: dunlin_add_cloud_demo(<name> [SOURCES files] LIBS
# libraries) takes main.c of the demo's folder, and the files beside it.
function(dunlin_add_cloud_demo name)
    cmake_parse_arguments(demo "" "" "SOURCES;LIBS" ${ARGN})
    if(NOT TARGET dunlin_service_secure_link)
        return()
    endif()
    set(common ${Dunlin_SOURCE_DIR}/demos/common)
    set(provision ${common}/provision.c)
    set(libs service_provisioning_client service_device_identity)
    if(DUNLIN_SOCKETS STREQUAL "modem_tls") # the identity is the module's
        set(provision ${common}/provision_off_chip.c)
        set(libs "")
    endif()
    dunlin_add_firmware(${name}
        SOURCES main.c ${demo_SOURCES} ${common}/cloud_device.c ${provision}
        LIBS service_secure_link service_mqtt_connection service_mqtt_link ${libs} ${demo_LIBS} kernel heap_4 board
        PROFILE tls)
    target_include_directories(${name} PRIVATE ${common})
endfunction()
