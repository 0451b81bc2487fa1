/* SPDX-License-Identifier: MIT */
/* What the profiles share: how the kernel meets the machine. Included first by each
 * FreeRTOSConfig.h. In a CMake build DUNLIN_BOARD_* come from board.json. */
#ifndef CONFIG_MACHINE_H
#define CONFIG_MACHINE_H

/* Clock that the tick is made of, Hz; without CMake, mps2_an385's. */
#ifndef DUNLIN_BOARD_CLOCK_HZ
#define DUNLIN_BOARD_CLOCK_HZ 25000000UL
#endif
#ifndef configCPU_CLOCK_HZ
#define configCPU_CLOCK_HZ DUNLIN_BOARD_CLOCK_HZ
#endif

/* Cortex-M interrupt priorities, as the 8-bit register holds them: 0 is the most urgent.
 *
 *   0x00 .. 0x1F   never masked by the kernel, must not call it
 *   0x20 .. 0xFF   may call FromISR functions; drivers of the boards use 0xC0
 *   0xFF           the kernel's own PendSV and SysTick */
#define configMAX_SYSCALL_INTERRUPT_PRIORITY 0x20
#define configKERNEL_INTERRUPT_PRIORITY      255

/* ARMv8-M: one security state, on MPS2 boards the secure one. */
#define configENABLE_TRUSTZONE         0
#define configRUN_FREERTOS_SECURE_ONLY 1

/* RISC-V: the machine timer of a CLINT, where QEMU's virt and SiFive's cores have it. Its rate is
 * configCPU_CLOCK_HZ. */
#define configMTIME_BASE_ADDRESS    0x0200BFF8UL
#define configMTIMECMP_BASE_ADDRESS 0x02004000UL

/* The vectors keep their CMSIS names. */
#define vPortSVCHandler     SVC_Handler
#define xPortPendSVHandler  PendSV_Handler
#define xPortSysTickHandler SysTick_Handler

#endif
