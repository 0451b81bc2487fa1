# SPDX-License-Identifier: MIT
# On boards with slots. Images are made as those of otaprove are.
if(TARGET dunlin_ota_board)
    qualification_add_group(ota_pal LIBS service_ota_agent service_ota_signers service_sockets lib_ota ota_board mbedtls)
    target_sources(dunlin_qualification_ota_pal PRIVATE ${DUNLIN_ROOT}/tools/otaprove/image_kit.c)
    target_include_directories(dunlin_qualification_ota_pal PRIVATE ${DUNLIN_ROOT}/tools/otaprove)
endif()
