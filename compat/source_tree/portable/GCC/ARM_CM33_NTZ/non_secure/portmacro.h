/* SPDX-License-Identifier: MIT */
/* Cortex-M33 without TrustZone: arch/armv8m. A project written for this folder's port has vectors
 * of these names and maps nothing. */
#ifndef SOURCE_TREE_ARM_CM33_NTZ_PORTMACRO_H
#define SOURCE_TREE_ARM_CM33_NTZ_PORTMACRO_H

#ifndef vPortSVCHandler
#define vPortSVCHandler SVC_Handler
#endif
#ifndef xPortPendSVHandler
#define xPortPendSVHandler PendSV_Handler
#endif
#ifndef xPortSysTickHandler
#define xPortSysTickHandler SysTick_Handler
#endif

#include "../../../../../../arch/armv8m/portmacro.h"

#endif
