/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for stream, message and batching buffers. */
#include "../../kernel/src/stream.c"
#include "../../kernel/src/stream_create.c"
