/* SPDX-License-Identifier: MIT */
/* What a notification is to the rest of the kernel: something to sleep on. */
#ifndef KERNEL_NOTIFY_H
#define KERNEL_NOTIFY_H

#include "sched.h"

/**
 * Lets `self`, which runs, sleep until entry `index` is notified or `ticks`, not 0, have passed.
 * The notification is used up. The lock is held before, by `mask` with which sched_may_block was
 * true, and afterwards.
 *
 * @return Why it woke; WAKE_AGAIN after a suspension.
 */
enum wake notify_sleep(struct task *self, UBaseType_t index, TickType_t ticks, arch_mask_t mask);

#endif
