# SPDX-License-Identifier: MIT
# For groups that need a network: the board's kind of it, TLS here or in the module. Boards without one have no such target.
string(JSON ethernet ERROR_VARIABLE none TYPE "${DUNLIN_BOARD_JSON}" features ethernet)
if(ethernet STREQUAL "STRING" OR DUNLIN_SOCKETS MATCHES "modem")
    set(network ${CMAKE_CURRENT_LIST_DIR}/network.c)
    set(network_depends service_network service_sockets)
    if(DUNLIN_SOCKETS MATCHES "^lwip")
        list(APPEND network ${CMAKE_CURRENT_LIST_DIR}/network_lwip.c)
        list(APPEND network_depends service_net)
    else()
        list(APPEND network ${CMAKE_CURRENT_LIST_DIR}/network_wifi.c)
        list(APPEND network_depends service_wifi_board)
    endif()
    if(DUNLIN_SOCKETS STREQUAL "modem_tls")
        list(APPEND network ${CMAKE_CURRENT_LIST_DIR}/keys_module.c)
    else()
        list(APPEND network ${CMAKE_CURRENT_LIST_DIR}/trust_here.c ${CMAKE_CURRENT_LIST_DIR}/keys_token.c)
        list(APPEND network_depends lib_credentials lib_pkcs11_identity service_device_token)
    endif()
    dunlin_add_library(qualification_network SOURCES ${network} INCLUDE ${CMAKE_CURRENT_LIST_DIR}/include
        DEPENDS qualification ${network_depends} board kernel)

    dunlin_add_library(qualification_sockets_kit SOURCES ${CMAKE_CURRENT_LIST_DIR}/sockets/sockets_kit.c
        INCLUDE ${CMAKE_CURRENT_LIST_DIR}/sockets DEPENDS qualification_network service_sockets kernel)
endif()
