# SPDX-License-Identifier: MIT
if(TARGET dunlin_qualification_network AND TARGET dunlin_board_radio)
    qualification_add_group(wifi LIBS qualification_network service_wifi_board)
endif()
