# SPDX-License-Identifier: MIT
# RISC-V, bare metal, with picolibc (Debian has no newlib for it). DUNLIN_CPU_FLAGS chooses the core; a
# board's preset sets it. With -misa-spec=2.2 the base ISA has the CSR instructions, as the names of GCC 12's
# library folders have it: with "_zicsr" it would link the 64-bit library.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv)
set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_ASM_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

set(DUNLIN_CPU_FLAGS "-march=rv32imac -mabi=ilp32 -misa-spec=2.2" CACHE STRING "Flags that choose the core")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES DUNLIN_CPU_FLAGS)
foreach(language C CXX ASM)
    set(CMAKE_${language}_FLAGS_INIT "${DUNLIN_CPU_FLAGS} --specs=picolibc.specs -g")
endforeach()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
