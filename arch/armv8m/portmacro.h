/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names, for ARMv8-M. Applications get it through FreeRTOS.h.
 */
#ifndef PORTMACRO_H
#define PORTMACRO_H

#define portARCH_NAME                   "ARMv8-M"
#define portHAS_STACK_OVERFLOW_CHECKING 1

#if configENABLE_TRUSTZONE
#error                                                                                             \
    "configENABLE_TRUSTZONE must be 0: tasks run in one security state, which may be the secure one"
#endif
#if configENABLE_MPU || configENABLE_MVE || configENABLE_PAC || configENABLE_BTI
#error "configENABLE_MPU, configENABLE_MVE, configENABLE_PAC and configENABLE_BTI must be 0"
#endif

#include "arch_inline.h"

#include "../cortex_m/macros.h"
#include "../cortex_m/macros_basepri.h"

#endif
