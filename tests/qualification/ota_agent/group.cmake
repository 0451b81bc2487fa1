# SPDX-License-Identifier: MIT
# The service is a link whose other end is the case: the one that clients are tested with.
qualification_add_group(ota_agent LIBS service_ota_agent service_mqtt_link)
target_sources(dunlin_qualification_ota_agent PRIVATE ${DUNLIN_ROOT}/tests/clients/scripted_link.c)
target_include_directories(dunlin_qualification_ota_agent PRIVATE ${DUNLIN_ROOT}/tests/clients)
