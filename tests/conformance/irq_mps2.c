/* SPDX-License-Identifier: MIT */
/* MPS2: a GPIO line that nothing is wired to. */
#include "mps2.h"

#include "irq_cortex_m.h"

IRQ_SPARE(PORT0_6_Handler, MPS2_IRQ_SPARE, MPS2_PRIORITY_DEVICE)
