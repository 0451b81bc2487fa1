/* SPDX-License-Identifier: MIT */
/* Where the kernel is built for size, the bodies that are inline otherwise: see hot.h. */
#include "sched.h"

#if !KERNEL_INLINE
#include "ready_hot.h"
#include "wait_hot.h"

#include "sched_hot.h"
#endif
