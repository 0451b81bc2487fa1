/* SPDX-License-Identifier: MIT */
/* ARMv7-M (Cortex-M3, M4, M7): the inline half of the boundary. */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include "../cortex_m/mask_basepri.h"

/* Saved state of a task. The low bits of `sp` tell how it left: ../cortex_m/mainline.c. */
struct arch_context {
    uintptr_t sp;
};

#endif
