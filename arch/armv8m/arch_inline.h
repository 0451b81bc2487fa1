/* SPDX-License-Identifier: MIT */
/* ARMv8-M mainline (Cortex-M33), one security state: the inline half of the boundary. */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include "../cortex_m/mask_basepri.h"

/* Saved state of a task. The low bits of `sp` tell how it left: ../cortex_m/mainline.c. */
struct arch_context {
    uintptr_t sp;
    uintptr_t limit; /* lowest byte of the stack; PSPLIM while the task runs */
};

#define ARCH_CONTEXT_EXTRA_BYTES (sizeof(struct arch_context) - sizeof(uintptr_t))

#endif
