/* SPDX-License-Identifier: MIT */
/* kernel/include/message_buffer.h */
#include "../../../kernel/include/message_buffer.h"
