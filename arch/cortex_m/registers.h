/* SPDX-License-Identifier: MIT */
/* Registers of the system control space that the ports use; the same on every Cortex-M.
 *
 * Addresses and bits: ARMv7-M Architecture Reference Manual (DDI 0403), chapter B3; ARMv6-M and
 * ARMv8-M keep them. */
#ifndef ARCH_CORTEX_M_REGISTERS_H
#define ARCH_CORTEX_M_REGISTERS_H

#include <stdint.h>

#define SYST_CSR  (*(volatile uint32_t *)0xe000e010u) /* control and status */
#define SYST_RVR  (*(volatile uint32_t *)0xe000e014u) /* reload value */
#define SYST_CVR  (*(volatile uint32_t *)0xe000e018u) /* current value; any write clears it */
#define SCB_ICSR  (*(volatile uint32_t *)0xe000ed04u) /* pend PendSV and SysTick */
#define SCB_SHPR3 (*(volatile uint32_t *)0xe000ed20u) /* priorities of PendSV and SysTick */

#define SYST_CSR_ENABLE          0x1u
#define SYST_CSR_TICKINT         0x2u
#define SYST_CSR_CLKSOURCE_CORE  0x4u
#define SYST_CSR_COUNTFLAG       0x10000u
#define SCB_ICSR_PENDSVSET       (UINT32_C(1) << 28)
#define SCB_ICSR_PENDSTSET       (UINT32_C(1) << 26)
#define SCB_ICSR_PENDSTCLR       (UINT32_C(1) << 25)
#define SCB_SHPR3_PENDSV_LOWEST  0x00ff0000u
#define SCB_SHPR3_SYSTICK_LOWEST 0xff000000u

#endif
