# SPDX-License-Identifier: MIT
if(TARGET dunlin_qualification_network)
    qualification_add_group(tls LIBS qualification_sockets qualification_network)
endif()
