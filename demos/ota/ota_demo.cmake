# SPDX-License-Identifier: MIT
# dunlin_add_ota_demo(<name> [FAULT number] [GREETING text] [SOURCES files] [INCLUDE folders] [LIBS libraries]): a cloud demo under the bootloader,
# with updates.h. Where images run in place there is one for each slot: <name> and <name>_1.
include(${Dunlin_SOURCE_DIR}/demos/common/cloud_demo.cmake)

function(dunlin_add_ota_demo name)
    cmake_parse_arguments(demo "" "FAULT;GREETING" "SOURCES;INCLUDE;LIBS" ${ARGN})
    set(ota ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
    set(slots 0)
    if(OTA_RUN STREQUAL "OTA_RUN_IN_PLACE")
        list(APPEND slots 1)
    endif()
    foreach(slot IN LISTS slots)
        set(image ${name})
        if(slot GREATER 0)
            set(image ${name}_${slot})
        endif()
        dunlin_add_cloud_demo(${image}
            SOURCES ${demo_SOURCES} ${ota}/updates.c ${ota}/counted_flash.c
            LIBS service_ota_agent service_ota_https service_ota_signers service_shadow_client ota_board ${demo_LIBS})
        target_include_directories(${image} PRIVATE ${ota} ${demo_INCLUDE} ${DUNLIN_SIGNER_KEY})
        if(demo_FAULT)
            target_compile_definitions(${image} PRIVATE demoFAULT=${demo_FAULT})
        endif()
        if(demo_GREETING)
            target_compile_definitions(${image} PRIVATE "demoGREETING=\"${demo_GREETING}\"")
        endif()
        dunlin_link_for_slot(${image} ${slot})
        add_dependencies(${image} bootloader)
    endforeach()
endfunction()
