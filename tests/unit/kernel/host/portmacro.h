/* SPDX-License-Identifier: MIT */
/* The port's names for kernel modules that are tested alone on the host. */
#ifndef PORTMACRO_H
#define PORTMACRO_H

#include <stdint.h>

#include "arch_inline.h"

typedef uintptr_t StackType_t;
typedef long BaseType_t;
typedef unsigned long UBaseType_t;
typedef uint32_t TickType_t;

#define portSTACK_TYPE           uintptr_t
#define portBASE_TYPE            long
#define portMAX_DELAY            ((TickType_t)0xffffffffUL)
#define portTICK_PERIOD_MS       ((TickType_t)1000 / configTICK_RATE_HZ)
#define portSTACK_GROWTH         (-1)
#define portBYTE_ALIGNMENT       8
#define portYIELD()              ((void)0)
#define portENTER_CRITICAL()     ((void)0)
#define portEXIT_CRITICAL()      ((void)0)
#define portDISABLE_INTERRUPTS() ((void)0)
#define portENABLE_INTERRUPTS()  ((void)0)

#endif
