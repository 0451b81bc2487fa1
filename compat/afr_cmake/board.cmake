# SPDX-License-Identifier: MIT
# What a board's CMakeLists.txt of 2019 says: what the console is to know of it, and which modules it has ports of.
include_guard(GLOBAL)

set(AFR_METADATA_KEYS ID DISPLAY_NAME DESCRIPTION VENDOR_NAME FAMILY_NAME DATA_RAM_MEMORY PROGRAM_MEMORY CODE_SIGNER
    SUPPORTED_IDE RECOMMENDED_IDE AWS_DEMOS_CONFIG_FILES_LOCATION IS_ACTIVE)
set(AFR_IS_TESTING "${AFR_ENABLE_TESTS}")

# afr_set_board_metadata(<name> <value>)
function(afr_set_board_metadata name value)
    if(NOT name IN_LIST AFR_METADATA_KEYS AND NOT name MATCHES "^IDE_[A-Za-z0-9]+_(NAME|COMPILER|PROJECT_LOCATION)$")
        list(JOIN AFR_METADATA_KEYS ", " keys)
        message(FATAL_ERROR "afr_set_board_metadata(${name}): there are ${keys} and IDE_<ID>_NAME, _COMPILER and _PROJECT_LOCATION")
    endif()
    string(LENGTH "${value}" length)
    if(name STREQUAL "DISPLAY_NAME" AND length GREATER_EQUAL 20)
        message(FATAL_ERROR "afr_set_board_metadata(DISPLAY_NAME): '${value}' has ${length} characters; fewer than 20, please")
    elseif(name STREQUAL "DESCRIPTION" AND length GREATER_EQUAL 50)
        message(FATAL_ERROR "afr_set_board_metadata(DESCRIPTION): '${value}' has ${length} characters; fewer than 50, please")
    elseif(value MATCHES "[\r\n]")
        message(FATAL_ERROR "afr_set_board_metadata(${name}): the value is one line")
    endif()
    set_property(GLOBAL PROPERTY AFR_METADATA_${name} "${value}")
    set_property(GLOBAL APPEND PROPERTY AFR_METADATA_NAMES ${name})
endfunction()

# afr_get_board_metadata(<name> <out>): empty, if nobody has said it.
function(afr_get_board_metadata name out)
    get_property(value GLOBAL PROPERTY AFR_METADATA_${name})
    set(${out} "${value}" PARENT_SCOPE)
endfunction()

# afr_mcu_port(<module> [DEPENDS targets]): AFR::<module>::mcu_port, to which the board adds sources, folders and definitions.
# A board that says this of one module says it of all that it has; one that never does has what Dunlin finds.
function(afr_mcu_port module)
    cmake_parse_arguments(port "" "" "DEPENDS" ${ARGN})
    if(port_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "afr_mcu_port(${module}): what is ${port_UNPARSED_ARGUMENTS}?")
    endif()
    if(TARGET AFR::${module}::mcu_port)
        message(FATAL_ERROR "afr_mcu_port(${module}): it has been said already")
    endif()
    add_library(AFR::${module}::mcu_port INTERFACE IMPORTED GLOBAL)
    target_link_libraries(AFR::${module}::mcu_port INTERFACE ${port_DEPENDS})
    set_property(GLOBAL APPEND PROPERTY AFR_PORTS ${module})
endfunction()
