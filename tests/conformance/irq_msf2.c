/* SPDX-License-Identifier: MIT */
/* SmartFusion2: a line of the FPGA, which holds no design. */
#include "msf2.h"

#include "irq_cortex_m.h"

IRQ_SPARE(FabricIrq0_IRQHandler, MSF2_IRQ_FABRIC, MSF2_PRIORITY_DEVICE)
