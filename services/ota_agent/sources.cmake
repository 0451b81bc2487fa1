# SPDX-License-Identifier: MIT
# The sources of service_ota_core, for those who build them in their own way.
set(DUNLIN_OTA_CORE_SOURCES ota_answer.c ota_check.c ota_core.c ota_flash.c ota_offer.c ota_receive.c ota_report.c ota_say.c ota_shadow.c
    ota_timer.c)
list(TRANSFORM DUNLIN_OTA_CORE_SOURCES PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
