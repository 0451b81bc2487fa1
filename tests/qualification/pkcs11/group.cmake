# SPDX-License-Identifier: MIT
# Cryptography is prepared by the sockets, or, where TLS is in a module, for the token alone.
set(place tls_here)
set(place_libs service_sockets)
if(DUNLIN_SOCKETS STREQUAL "modem_tls")
    set(place tls_there)
    set(place_libs service_device_token_alone)
endif()
qualification_add_group(pkcs11 LIBS service_device_token ${place_libs} lib_pkcs11 lib_credentials)
if(TARGET dunlin_qualification_pkcs11)
    target_sources(dunlin_qualification_pkcs11 PRIVATE ${CMAKE_CURRENT_LIST_DIR}/${place}/token_place.c)
endif()
