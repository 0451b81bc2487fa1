# SPDX-License-Identifier: MIT
# Ports that forget one register: each must make the register test fail and name it.
#
# dunlin_planted_port(<name> <report> <file> <text> <in its place>): the board's port with one text of
# arch/<file> replaced, which must occur there. The test passes when the output has <report>.
function(dunlin_planted_port name report file text other)
    set(arch ${CMAKE_CURRENT_BINARY_DIR}/planted/${name}/arch)
    file(COPY ${Dunlin_SOURCE_DIR}/arch DESTINATION ${arch}/..)
    set(changed "${Dunlin_SOURCE_DIR}/arch/${file}")
    file(READ "${changed}" source)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${changed}")
    string(FIND "${source}" "${text}" at)
    if(at EQUAL -1) # a port that somebody has changed can be configured all the same
        message(WARNING "planted port ${name}: arch/${file} has no ${text}")
        add_test(NAME target.registers_planted_${name} COMMAND ${CMAKE_COMMAND} -E false)
        set_tests_properties(target.registers_planted_${name} PROPERTIES LABELS target)
        return()
    endif()
    string(REPLACE "${text}" "${other}" source "${source}")
    file(WRITE "${arch}/${file}.new" "${source}")
    file(COPY_FILE "${arch}/${file}.new" "${arch}/${file}" ONLY_IF_DIFFERENT)

    # The image's own objects come before those of the library, which then bring nothing of the port.
    file(GLOB port ${arch}/${DUNLIN_ARCH}/*.c ${arch}/${DUNLIN_ARCH}/*.S)
    set(image registers_planted_${name})
    dunlin_add_self_test(${image} SOURCES registers.c ${registers} ${machine} ${port} LIBS conformance
        CONFIG config_registers)
    set_tests_properties(target.${image} PROPERTIES PASS_REGULAR_EXPRESSION "register ${report} of ")
endfunction()

if(DUNLIN_ARCH MATCHES "^armv")
    set(switch cortex_m/mainline.c)
    set(push "\"push  {r3-r11, lr}")
    set(stack r1)
    if(DUNLIN_ARCH STREQUAL "armv6m")
        set(switch armv6m/port.c)
        set(push "\"push  {r3-r7, lr}")
        set(stack r0)
    endif()
    dunlin_planted_port(r11_yield r11 ${switch} "${push}" "\"mov r11, r0\\n\\t\" ${push}")
    dunlin_planted_port(r11_preempted r11 ${switch} "\"mrs   ${stack}, psp\\n\\t\""
        "\"mrs ${stack}, psp\\n\\tmov r11, ${stack}\\n\\t\"")
endif()
if(DUNLIN_CPU_FLAGS MATCHES "-mfpu")
    dunlin_planted_port(s16_yield s16 ${switch} "\"vpush {s16-s31}" "\"vmov s16, r2\\n\\tvpush {s16-s31}")
    dunlin_planted_port(s_preempted "s[0-9]+" ${switch} "vstmdbeq r1!, {s16-s31}" "subeq r1, #64")
    dunlin_planted_port(fpscr fpscr ${switch} "\"vmsr  fpscr, r0\\n\\t\"" "")
    dunlin_planted_port(clear "(float state|rounding)" ${switch} "\"msr   control, r3\\n\\t\"" "")
    if(DUNLIN_ARCH STREQUAL "armv8m") # there a frame of the wrong size may end in a fault before the check sees it
        set_tests_properties(target.registers_planted_clear PROPERTIES
            PASS_REGULAR_EXPRESSION "register (float state|rounding) of ;fault: task spawned")
    endif()
endif()
if(DUNLIN_ARCH STREQUAL "riscv")
    set(switch riscv/switch.S)
    dunlin_planted_port(s11_yield s11 ${switch} "    STORE ra, 0(sp)\n    save_light" "    STORE ra, 0(sp)\n    mv s11, a0\n    save_light")
    dunlin_planted_port(s11_preempted s11 ${switch} "    addi  t2, t2, -LIGHT_BYTES\n" "    addi  t2, t2, -LIGHT_BYTES\n    mv s11, t2\n")
    dunlin_planted_port(t3 t3 ${switch} "    \\op t3, 5 * REG_BYTES(sp)\n" "")
    if(DUNLIN_CPU_FLAGS MATCHES "fd?c ")
        dunlin_planted_port(fs_yield "f[0-9]+" ${switch} "    light_floats FSTORE, \\base\n" "")
        dunlin_planted_port(f_preempted "f[0-9]+" ${switch} "    trap_floats FSTORE\n" "")
        dunlin_planted_port(fcsr "(fcsr|rounding)" ${switch} "    fscsr \\temporary\n" "")
    endif()
endif()
