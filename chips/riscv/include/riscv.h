/* SPDX-License-Identifier: MIT */
/** Machine-mode registers for drivers, startup and fault code.
 *
 * Numbers and bits: The RISC-V Instruction Set Manual, volume II, privileged architecture, chapter
 * 3. */
#ifndef RISCV_H
#define RISCV_H

#include <stdint.h>

#define RISCV_REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

#define RISCV_READ(csr)                                                                            \
    __extension__({                                                                                \
        uintptr_t value_;                                                                          \
        __asm volatile("csrr %0, " #csr : "=r"(value_)::"memory");                                 \
        value_;                                                                                    \
    })
#define RISCV_WRITE(csr, value)                                                                    \
    __asm volatile("csrw " #csr ", %0" ::"rK"((uintptr_t)(value)) : "memory")
#define RISCV_SET(csr, bits)                                                                       \
    __asm volatile("csrs " #csr ", %0" ::"rK"((uintptr_t)(bits)) : "memory")
#define RISCV_CLEAR(csr, bits)                                                                     \
    __asm volatile("csrc " #csr ", %0" ::"rK"((uintptr_t)(bits)) : "memory")

#define RISCV_MSTATUS_MIE  0x8u
#define RISCV_MSTATUS_MPP  0x1800u
#define RISCV_MIE_EXTERNAL (1u << 11)

/** mcause of an external interrupt without its top bit. */
#define RISCV_CAUSE_EXTERNAL    11u
#define RISCV_CAUSE_CODE(cause) ((uintptr_t)(cause) << 1 >> 1)

#endif
