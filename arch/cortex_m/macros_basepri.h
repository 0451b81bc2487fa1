/* SPDX-License-Identifier: MIT */
/** The ecosystem's names that only cores with BASEPRI have. Applications get it through FreeRTOS.h.
 */
#ifndef ARCH_CORTEX_M_MACROS_BASEPRI_H
#define ARCH_CORTEX_M_MACROS_BASEPRI_H

#include "mask_basepri.h"

#ifdef __cplusplus
extern "C" {
#endif

static inline __attribute__((always_inline)) void vPortRaiseBASEPRI(void)
{
    (void)arch_mask();
}

#if configASSERT_DEFINED == 1
/** Assert that the running handler may call the kernel: its priority is one the kernel can mask.
 * Context: ISR. */
void vPortValidateInterruptPriority(void);
#define portASSERT_IF_INTERRUPT_PRIORITY_INVALID() vPortValidateInterruptPriority()
#endif

#ifdef __cplusplus
}
#endif

#endif
