/* SPDX-License-Identifier: MIT */
/* The kernel lock: everything the kernel shares is read and written while it is held.
 *
 * With one core it is the interrupt mask and nothing else. `mask` is what was masked before: pass
 * it back to kernel_unlock, and to arch_may_switch to learn whether a switch is legal.
 */
#ifndef KERNEL_LOCK_H
#define KERNEL_LOCK_H

#include "../../arch/include/arch.h"

static inline arch_mask_t kernel_lock(void)
{
    return arch_mask();
}

static inline void kernel_unlock(arch_mask_t mask)
{
    arch_unmask(mask);
}

#endif
