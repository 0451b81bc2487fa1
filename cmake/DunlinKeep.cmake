# SPDX-License-Identifier: MIT
# Images that keep what nobody in them calls: a program like another one, with every public function of some libraries.
#
#     dunlin_keep(app_whole LIKE shadow_demo MODULES service_mqtt_agent lib_http [LIBS names] [PROFILE profile])
#
# LIBS are linked, too, as far as they are called.
# What a choice of libraries costs when all of it is in use. Sections that nothing of it reaches are still left out.
include_guard(GLOBAL)

function(dunlin_keep name)
    cmake_parse_arguments(keep "" "LIKE;PROFILE" "MODULES;LIBS" ${ARGN})
    foreach(property IN ITEMS SOURCES SOURCE_DIR DUNLIN_LIBS DUNLIN_PROFILE DUNLIN_CONFIG)
        get_target_property(${property} ${keep_LIKE} ${property})
        if(NOT ${property})
            set(${property} "")
        endif()
    endforeach()
    if(keep_PROFILE)
        set(DUNLIN_PROFILE ${keep_PROFILE})
    endif()
    list(TRANSFORM SOURCES PREPEND "${SOURCE_DIR}/" REGEX "^[^/$]")
    dunlin_copy_source_properties("${SOURCES}" "${SOURCE_DIR}")
    dunlin_add_firmware(${name} SOURCES ${SOURCES} LIBS ${keep_MODULES} ${keep_LIBS} ${DUNLIN_LIBS}
                        PROFILE "${DUNLIN_PROFILE}" CONFIG "${DUNLIN_CONFIG}" KEEP ${keep_MODULES})
    foreach(property IN ITEMS INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS LINK_OPTIONS)
        get_target_property(value ${keep_LIKE} ${property})
        list(FILTER value EXCLUDE REGEX "-Map=")
        if(value)
            set_property(TARGET ${name} APPEND PROPERTY ${property} ${value})
        endif()
    endforeach()
    set_property(TARGET ${name} PROPERTY EXCLUDE_FROM_ALL TRUE)
endfunction()

# Called when the image's libraries are known: their functions become options of the linker, in a file.
function(dunlin_keep_functions image libraries kernel)
    set(archives "")
    foreach(library IN LISTS libraries)
        get_target_property(type ${library} TYPE)
        if(type STREQUAL STATIC_LIBRARY)
            list(APPEND archives $<TARGET_FILE:${library}>)
        endif()
    endforeach()
    if(NOT archives)
        return() # headers only
    endif()
    get_target_property(binary_dir ${image} BINARY_DIR)
    set(options "${binary_dir}/${image}.keep")
    set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/keep.cmake")
    list(JOIN archives "|" joined)
    add_custom_command(OUTPUT "${options}"
        COMMAND "${CMAKE_COMMAND}" -D "NM=${CMAKE_NM}" -D "ARCHIVES=${joined}" -D "KERNEL=$<TARGET_FILE:${kernel}>"
                -D "OUTPUT=${options}" -P "${script}"
        DEPENDS ${archives} ${kernel} "${script}" VERBATIM)
    add_custom_target(${image}_keep DEPENDS "${options}")
    add_dependencies(${image} ${image}_keep)
    target_link_options(${image} PRIVATE "@${options}")
    set_property(TARGET ${image} APPEND PROPERTY LINK_DEPENDS "${options}")
endfunction()
