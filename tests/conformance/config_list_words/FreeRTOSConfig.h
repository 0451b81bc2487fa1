/* SPDX-License-Identifier: MIT */
/* The conformance programs' configuration with pattern words in lists whose end is a whole item. */
#ifndef LIST_WORDS_FREERTOS_CONFIG_H
#define LIST_WORDS_FREERTOS_CONFIG_H

#include "../config/FreeRTOSConfig.h"

#define configUSE_LIST_DATA_INTEGRITY_CHECK_BYTES 1
#define configUSE_MINI_LIST_ITEM                  0

#endif
