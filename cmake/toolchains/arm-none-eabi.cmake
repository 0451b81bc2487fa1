# SPDX-License-Identifier: MIT
# Arm Cortex-M, bare metal. DUNLIN_CPU_FLAGS chooses the core; a board's preset sets it.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_ASM_COMPILER arm-none-eabi-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

set(DUNLIN_CPU_FLAGS "-mcpu=cortex-m3 -mthumb" CACHE STRING "Flags that choose the core")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES DUNLIN_CPU_FLAGS)
foreach(language C CXX ASM)
    set(CMAKE_${language}_FLAGS_INIT "${DUNLIN_CPU_FLAGS} -g")
endforeach()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
