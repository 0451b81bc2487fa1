# SPDX-License-Identifier: MIT
if(TARGET dunlin_qualification_network)
    qualification_add_group(platform_network LIBS qualification_network afr201906_network_sockets afr201906_network afr201906_metrics
        service_sockets)
endif()
