# SPDX-License-Identifier: MIT
# A package's build command for IDEs that know nothing of presets, in its folder: configures, then builds what is named.
#
#     cmake -P dunlin/cmake/ide_build.cmake [all | clean | <target>]
cmake_minimum_required(VERSION 3.25)

set(target all)
if(CMAKE_ARGC GREATER 3)
    set(target "${CMAKE_ARGV3}")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" --preset default COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build --preset default --target "${target}" COMMAND_ERROR_IS_FATAL ANY)
