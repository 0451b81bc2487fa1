# SPDX-License-Identifier: MIT
# Secure Sockets: one suite for all stacks.
set(sources sockets_test.c sockets_names_test.c sockets_plain_test.c sockets_secure_test.c sockets_task_test.c
    console.c)
set(libs lib_credentials board kernel heap_4)
if(DUNLIN_SOCKETS STREQUAL "lwip")
    list(APPEND sources sockets_stack_lwip.c)
    list(APPEND libs service_net)
else()
    list(APPEND sources sockets_stack_modem.c)
    list(APPEND libs service_wifi_board)
endif()
dunlin_add_firmware(sockets_test SOURCES ${sources} sockets_tls_test.c sockets_wrapper_test.c
    LIBS afr201906_tls service_sockets ${libs} CONFIG sockets_config)
dunlin_add_target_test(sockets sockets_test)
if(DUNLIN_SOCKETS STREQUAL "modem")
    add_test(NAME target.sockets_links_no_lwip
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/links.py ${CMAKE_NM} $<TARGET_FILE:sockets_test>
                without lwip with tls)
    set_tests_properties(target.sockets_links_no_lwip PROPERTIES LABELS target)

    # The same module as a board with everything off-chip uses it.
    dunlin_add_sockets(sockets_off_chip modem_tls)
    dunlin_add_firmware(sockets_module_test SOURCES ${sources} sockets_module_test.c
        LIBS sockets_off_chip ${libs} CONFIG sockets_config)
    add_test(NAME target.sockets_module
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/run_sockets_test.py $<TARGET_FILE:sockets_module_test>)
    add_test(NAME target.sockets_module_links_neither
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/links.py ${CMAKE_NM} $<TARGET_FILE:sockets_module_test>
                without lwip without tls)
    set_tests_properties(target.sockets_module target.sockets_module_links_neither PROPERTIES LABELS target
        TIMEOUT 180 ENVIRONMENT "DUNLIN_BOARD=${DUNLIN_BOARD}")
endif()
