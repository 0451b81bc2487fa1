/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for queues, semaphores and mutexes. */
#include "../../arch/include/always_optimized.h"

#include "../../kernel/src/mutex.c"
#include "../../kernel/src/queue.c"
#include "../../kernel/src/queue_core.c"
#include "../../kernel/src/queue_create.c"
#include "../../kernel/src/queue_set.c"
#include "../../kernel/src/registry.c"
#include "../../kernel/src/semaphore.c"
