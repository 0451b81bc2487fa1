/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names, for ARMv6-M. Applications get it through FreeRTOS.h.
 */
#ifndef PORTMACRO_H
#define PORTMACRO_H

#define portARCH_NAME "ARMv6-M"

#include "arch_inline.h"

#include "../cortex_m/macros.h"

#endif
