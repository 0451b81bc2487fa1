/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names, for ARMv8-M. Applications get it through FreeRTOS.h.
 */
#ifndef PORTMACRO_H
#define PORTMACRO_H

#include "kernel_defaults.h"

#define portARCH_NAME                   "ARMv8-M"
#define portHAS_STACK_OVERFLOW_CHECKING 1

#include "kernel_defaults.h"

/* Tasks run in one security state, which may be the secure one, and share all memory. */
#define PORT_IS_WITHOUT(option)                                                                    \
    KERNEL_CONFIG_ASSERT((option) == 0, #option " is " KERNEL_CONFIG_TEXT_OF(                      \
                                            option) ": it must be 0, this port is without")
PORT_IS_WITHOUT(configENABLE_TRUSTZONE);
PORT_IS_WITHOUT(configENABLE_MPU);
PORT_IS_WITHOUT(configENABLE_MVE);
PORT_IS_WITHOUT(configENABLE_PAC);
PORT_IS_WITHOUT(configENABLE_BTI);

#include "arch_inline.h"

#include "../cortex_m/macros.h"
#include "../cortex_m/macros_basepri.h"

#endif
