/* SPDX-License-Identifier: MIT */
/* Any Cortex-M whose board names an interrupt to spare. */
#include "cortex_m.h"
#include "spare_irq.h"

#include "irq_cortex_m.h"

IRQ_SPARE(Spare_IRQHandler, spare_irq, 0xC0u)
