/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for stream, message and batching buffers. */
#include "../../arch/include/always_optimized.h"

#include "../../kernel/src/stream.c"
#include "../../kernel/src/stream_create.c"
