# SPDX-License-Identifier: MIT
if(TARGET dunlin_qualification_network)
    qualification_add_group(mqtt LIBS qualification_network afr201906_mqtt_agent_sockets afr201906_mqtt_agent afr201906_mqtt afr201906_network_sockets
        afr201906_network)
endif()
