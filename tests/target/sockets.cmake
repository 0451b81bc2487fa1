# SPDX-License-Identifier: MIT
# Secure Sockets: one suite for all stacks.
set(sources sockets_test.c sockets_names_test.c sockets_plain_test.c sockets_task_test.c sockets_tls_test.c
            sockets_wrapper_test.c console.c)
set(libs afr201906_tls service_sockets lib_credentials board kernel heap_4)
if(DUNLIN_SOCKETS STREQUAL "lwip")
    list(APPEND sources sockets_stack_lwip.c)
    list(APPEND libs service_net)
else()
    list(APPEND sources sockets_stack_modem.c)
    list(APPEND libs service_wifi_board)
endif()
dunlin_add_firmware(sockets_test SOURCES ${sources} LIBS ${libs} CONFIG sockets_config)
dunlin_add_target_test(sockets sockets_test)
if(DUNLIN_SOCKETS STREQUAL "modem")
    add_test(NAME target.sockets_links_no_lwip
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/links.py ${CMAKE_NM} $<TARGET_FILE:sockets_test>
                without lwip with mbedtls)
    set_tests_properties(target.sockets_links_no_lwip PROPERTIES LABELS target)
endif()
