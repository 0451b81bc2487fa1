# SPDX-License-Identifier: MIT
if(TARGET dunlin_qualification_network)
    qualification_add_group(sockets LIBS qualification_sockets_kit qualification_network)
endif()
