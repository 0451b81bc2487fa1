/* SPDX-License-Identifier: MIT */
/* nRF51: a number that only software pends. */
#include "nrf51.h"

#include "irq_cortex_m.h"

IRQ_SPARE(SWI0_IRQHandler, NRF51_IRQ_SWI0, NRF51_PRIORITY_DEVICE)
