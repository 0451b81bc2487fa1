/* SPDX-License-Identifier: MIT */
/* kernel/include/FreeRTOS.h */
#include "../../../kernel/include/FreeRTOS.h"
