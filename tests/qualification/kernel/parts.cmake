# SPDX-License-Identifier: MIT
# What the kernel group finds out about processor and chip: registers by name, interrupts that software can pend. A
# port that has no such files yet gets those of none/: it is judged by less, and the skipped cases say what is missing.

# qualification_kernel_part(<file> <instead>): the first of them that there is
function(qualification_kernel_part file instead)
    cmake_path(ABSOLUTE_PATH file NORMALIZE)
    if(NOT EXISTS ${file})
        set(file ${CMAKE_CURRENT_SOURCE_DIR}/kernel/none/${instead})
    endif()
    target_sources(dunlin_qualification_kernel PRIVATE ${file})
endfunction()

set(registers ${DUNLIN_ARCH})
if(DUNLIN_ARCH MATCHES "^armv")
    set(registers cortex_m)
endif()
qualification_kernel_part(../target/registers_${registers}.S registers_none.c)
# A board that has its chip's parts in its own folder has this one there, too.
set(machine ${DUNLIN_BOARD_FOLDER}/machine.c)
if(NOT EXISTS ${machine})
    set(machine ../target/machine_${DUNLIN_CHIP}.c)
endif()
qualification_kernel_part(${machine} machine_none.c)
qualification_kernel_part(../conformance/irq_${DUNLIN_CHIP}.c irq_none.c)
target_include_directories(dunlin_qualification_kernel PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/../target
    ${CMAKE_CURRENT_SOURCE_DIR}/../conformance)
