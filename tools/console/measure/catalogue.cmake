# SPDX-License-Identifier: MIT
# DUNLIN_CATALOGUE: the images that measure.py builds and weighs, without tests. catalogue_base_<profile>; catalogue_<id>
# for each module whose libraries exist on this board; the demos. Included by CMakeLists.txt.
#
# DUNLIN_CATALOGUE_CHOICES, a file: a list of {"like": image, "profile", "modules": libraries, "libs": libraries}. choice_<n>, in a folder of
# that name, is what a package calls app_whole, for tests/console/estimate_test.py.
set(DUNLIN_CATALOGUE_CHOICES "" CACHE FILEPATH "Choices to build as whole images")
if(NOT DUNLIN_BUILD_TESTS)
    dunlin_add_each(demos)
endif()

# dunlin_module_profile(<out> <library>...): "tls" for what stands on a network, as the demos have it; else "full".
function(dunlin_module_profile out)
    set(${out} full PARENT_SCOPE)
    foreach(library IN LISTS ARGN)
        dunlin_closure(reached dunlin_${library})
        if(dunlin_service_network IN_LIST reached)
            set(${out} tls PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

# dunlin_json_names(<out> <text> <path...>): a list of names in a document.
function(dunlin_json_names out text)
    string(JSON names GET "${text}" ${ARGN})
    string(REGEX MATCHALL "[a-z0-9_]+" names "${names}")
    set(${out} "${names}" PARENT_SCOPE)
endfunction()

foreach(profile IN ITEMS full tls)
    dunlin_add_firmware(catalogue_base_${profile} SOURCES bench/catalogue/base.c LIBS kernel heap_4 board PROFILE ${profile})
endforeach()
set(images catalogue_base_full catalogue_base_tls)

file(GLOB files CONFIGURE_DEPENDS kernel/module.json libs/*/module.json services/*/module.json compat/*/module.json)
foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" text)
    string(JSON count LENGTH "${text}" modules)
    if(count EQUAL 0)
        continue()
    endif()
    math(EXPR last "${count} - 1")
    foreach(at RANGE ${last})
        string(JSON id GET "${text}" modules ${at} id)
        dunlin_json_names(libraries "${text}" modules ${at} libraries)
        dunlin_json_names(needs "${text}" modules ${at} needs)
        set(here ${libraries})
        list(FILTER here EXCLUDE REGEX "^heap_[1235]$") # two heaps are none
        foreach(library IN LISTS libraries needs)
            if(NOT TARGET dunlin_${library})
                set(here "")
            endif()
        endforeach()
        if(here)
            dunlin_module_profile(profile ${libraries})
            dunlin_keep(catalogue_${id} LIKE catalogue_base_full MODULES ${libraries} LIBS ${needs} PROFILE ${profile})
            list(APPEND images catalogue_${id})
            string(JSON only ERROR_VARIABLE any GET "${text}" modules ${at} profile)
            if(DUNLIN_BOARD_IS_SMALL AND any AND profile STREQUAL "full") # there the configurations are far apart
                dunlin_keep(tls_catalogue_${id} LIKE catalogue_base_full MODULES ${libraries} LIBS ${needs} PROFILE tls)
                list(APPEND images tls_catalogue_${id})
            endif()
        endif()
    endforeach()
endforeach()

add_custom_target(dunlin_choices)
if(DUNLIN_CATALOGUE_CHOICES)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${DUNLIN_CATALOGUE_CHOICES}")
    file(READ "${DUNLIN_CATALOGUE_CHOICES}" text)
    string(JSON count LENGTH "${text}")
    math(EXPR last "${count} - 1")
    foreach(at RANGE ${last})
        # A folder each: what one image's files are compiled with is not for another's.
        add_subdirectory(tools/console/measure/choice choice_${at})
        add_dependencies(dunlin_choices choice_${at})
    endforeach()
endif()

# An image that is too large for the board is weighed, too; measure.py looks for what it could not be linked to.
get_property(all GLOBAL PROPERTY DUNLIN_IMAGES)
foreach(image IN LISTS all)
    if(CMAKE_CROSSCOMPILING)
        target_link_options(${image} PRIVATE LINKER:--noinhibit-exec)
    endif()
endforeach()
add_custom_target(dunlin_catalogue)
add_dependencies(dunlin_catalogue ${images})
