/* SPDX-License-Identifier: MIT */
/* kernel/include/stream_buffer.h */
#include "../../../kernel/include/stream_buffer.h"
