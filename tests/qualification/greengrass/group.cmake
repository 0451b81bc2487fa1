# SPDX-License-Identifier: MIT
if(TARGET dunlin_qualification_network)
    qualification_add_group(greengrass LIBS qualification_network afr201906_greengrass service_sockets)
endif()
